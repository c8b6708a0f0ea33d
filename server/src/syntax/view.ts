/**
 * A function as the compiler would see it under one configuration: inactive branches blank, macros expanded, parsed by
 * itself; with a map from each place of that text back to the source on the screen. What a macro brings maps to its use.
 */

import type { TextRange } from '../text/range.ts';
import { covers } from '../text/range.ts';
import type { Configuration } from './conditions.ts';
import { configurationsFor, MAX_CONFIGURATIONS } from './configurations.ts';
import { expandAll, type Macro } from './macros.ts';
import { actsOnProcess, namesIn } from './names.ts';
import { childIn, childOf, type SyntaxNode, walk } from './node.ts';
import type { Item } from './outline.ts';
import type { CParser } from './parser.ts';
import { type Outside, type Simulation, type SourceFile, simulate } from './source-file.ts';
import { tokensOf } from './tokens.ts';

interface Segment {
  readonly out: number;
  readonly source: TextRange;
  /** Whether the text is the source's own, character by character. */
  readonly own: boolean;
  readonly macro: Macro | undefined;
}

/** One function under one configuration. `definition` is its function_definition node; offsets are of `text`. */
export interface FunctionView {
  readonly file: SourceFile;
  readonly item: Item;
  readonly text: string;
  readonly configuration: Configuration;
  readonly definition: SyntaxNode;
  /** Macros that were expanded, by name. */
  readonly used: ReadonlyMap<string, Macro>;
  /** The range of the source that a range of `text` comes from. */
  sourceOf(range: TextRange): TextRange;
  /** The outermost macro use that a range of `text` lies in, with the macro. */
  macroAt(range: TextRange): { readonly use: TextRange; readonly macro: Macro } | undefined;
}

/**
 * The atoms that matter to an item, of the conditions around and in it and of the macros that it uses, each with a weight:
 * how many of the groups that it decides, or of the macros, make or end processes.
 */
const atomsOf = (
  file: SourceFile,
  item: Item,
  simulation: Simulation,
  outside: Outside,
): ReadonlyMap<string, number> => {
  const atoms = new Map<string, number>([...simulation.asked].map((atom) => [atom, 0]));
  const weigh = (atom: string, by: number): void => {
    atoms.set(atom, (atoms.get(atom) ?? 0) + by);
  };
  const work = [...namesIn(file.text.slice(item.start, item.end))];
  const seen = new Set(work);
  for (let name = work.pop(); name !== undefined; name = work.pop()) {
    const bodies = [...(simulation.bodies.get(name) ?? []), ...outside.bodies(name)];
    const matters = bodies.some((body) => [...namesIn(body)].some(actsOnProcess)) ? 1 : 0;
    for (const atom of simulation.guards.get(name) ?? []) weigh(atom, matters);
    for (const atom of outside.atoms(name)) weigh(atom, 1);
    for (const body of bodies)
      for (const inner of namesIn(body)) {
        if (seen.has(inner)) continue;
        seen.add(inner);
        work.push(inner);
      }
  }
  for (const [i, directive] of file.outline.directives.entries()) {
    if (directive.start < item.start || directive.start >= item.end || !/^(?:if|el)/.test(directive.name)) continue;
    const next = file.outline.directives[i + 1]?.start ?? item.end;
    if (![...namesIn(file.text.slice(directive.end, next))].some(actsOnProcess)) continue;
    for (const name of namesIn(file.text.slice(directive.body.start, directive.body.end)))
      if (atoms.has(name)) weigh(name, 1);
  }
  return atoms;
};

const OPTION = /^[A-Z][A-Z0-9_]*$/;

/** Names that are known better as they stand than as what one library makes of them. */
const KEPT: ReadonlySet<string> = new Set([
  ...['errno', 'stdin', 'stdout', 'stderr', 'environ', 'NULL'],
  ...['__attribute__', '__attribute', '__extension__', '__inline', '__inline__', '__restrict', '_Noreturn', 'noreturn'],
  ...['const', 'volatile', 'inline', 'signed', 'register', 'static', 'restrict', 'void', 'char', 'int'],
]);

const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ');

interface Built {
  readonly text: string;
  readonly segments: readonly Segment[];
  readonly bodyStart: number;
  readonly used: ReadonlyMap<string, Macro>;
}

/**
 * Whether a macro states what holds anyway. It stays a call, which says so; what it does when that does not hold is no part of
 * the program's doings, unless it ends the process like any other check.
 */
const isAssertion = ({ name, parameters, body }: Macro): boolean =>
  parameters?.length === 1 && /assert$/i.test(name) && !/\bexit\s*\(/.test(body);

/** The text of an item under a simulation: blanked, expanded, with its map. */
const build = (
  file: SourceFile,
  item: Item,
  simulation: Simulation,
  outside: Outside,
  configuration: Configuration,
): Built => {
  let blanked = '';
  let done = item.start;
  for (const { start, end } of simulation.inactive) {
    if (end <= item.start || start >= item.end) continue;
    const from = Math.max(start, done);
    const to = Math.min(end, item.end);
    if (to <= from) continue;
    blanked += file.text.slice(done, from) + blank(file.text.slice(from, to));
    done = to;
  }
  blanked += file.text.slice(done, item.end);
  const used = new Map<string, Macro>();
  const headerMacro = (name: string): Macro | undefined =>
    KEPT.has(name) || name === item.name ? undefined : outside.macro(name, configuration);
  /** An option that the configuration answers is a number in code too, so that `if (OPTION)` agrees with `#if OPTION`. */
  const answered = (name: string): Macro | undefined => {
    const answer = OPTION.test(name) ? configuration.get(name) : undefined;
    if (answer === undefined) return undefined;
    const body = answer ? '1' : '0';
    return { name, parameters: undefined, variadic: false, body, path: file.path, range: { start: 0, end: 0 } };
  };
  const lookup = (name: string): Macro | undefined => {
    const macro = simulation.macros.has(name) ? simulation.macros.get(name) : (headerMacro(name) ?? answered(name));
    if (macro !== undefined && isAssertion(macro)) return undefined;
    if (macro !== undefined) used.set(name, macro);
    return macro;
  };
  const segments: Segment[] = [];
  let text = '';
  let bodyStart = -1;
  let parens = 0;
  let copied = 0;
  for (const { text: spelling, source, own, follows, macro, space } of expandAll(blanked, lookup)) {
    if (spelling === '(') parens++;
    else if (spelling === ')') parens--;
    if (follows) {
      // Text that no macro touches is copied as it stands, with what lies between its tokens.
      segments.push({ out: text.length, source: shifted({ start: copied, end: source.end }, item), own, macro });
      const gap = blanked.slice(copied, source.start);
      text += gap + spelledAt(blanked, source, spelling);
    } else {
      if (space) text += ' ';
      segments.push({ out: text.length, source: shifted(source, item), own, macro });
      text += spelling;
    }
    if (spelling === '{' && parens <= 0 && bodyStart < 0) bodyStart = text.length - 1;
    copied = source.end;
  }
  return { text, segments, bodyStart: bodyStart < 0 ? Math.max(0, text.indexOf('{')) : bodyStart, used };
};

const shifted = ({ start, end }: TextRange, { start: by }: Item): TextRange => ({ start: start + by, end: end + by });

/** A token as it stands, splices included, so that offsets in it stay right. */
const spelledAt = (text: string, { start, end }: TextRange, spelling: string): string =>
  end - start === spelling.length ? spelling : text.slice(start, end);

/** The function_definition that holds the body; undefined where the head did not parse as one. */
const definitionIn = (root: SyntaxNode | undefined, bodyStart: number): SyntaxNode | undefined => {
  let found: SyntaxNode | undefined;
  if (root === undefined) return undefined;
  walk(root, (node) => {
    if (found !== undefined || node.start > bodyStart || node.end <= bodyStart) return false;
    const body = node.kind === 'function_definition' ? childOf(node, 'compound_statement') : undefined;
    if (body !== undefined && body.start === bodyStart) {
      let declarator = childIn(node, 'declarator');
      while (declarator !== undefined && declarator.kind !== 'function_declarator')
        declarator = childIn(declarator, 'declarator') ?? declarator.children[0];
      if (declarator !== undefined) found = node;
    }
    return true;
  });
  return found;
};

/** Takes the stars before the name: with them the grammar does not know the old style of parameters. */
const withoutStars = (text: string, bodyStart: number, name: string): string => {
  const at = new RegExp(`\\b${name}\\s*\\(`).exec(text.slice(0, bodyStart))?.index ?? 0;
  const type = text
    .slice(0, at)
    .replaceAll('*', ' ')
    .replace(/\bvoid\b/, 'int ');
  return type + text.slice(at);
};

/** Replaces a head that does not parse by one that does and takes as much room. */
const plainHead = (text: string, bodyStart: number, name: string): string => {
  const head = `int ${name === '' ? 'f' : name}()`;
  const room = bodyStart;
  return (head.length <= room ? head.padEnd(room) : 'int f()'.padEnd(room).slice(0, room)) + text.slice(bodyStart);
};

const segmentAt = (segments: readonly Segment[], offset: number): Segment | undefined => {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segments[middle]?.out ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return segments[low];
};

/** Maps back through the segments. */
const mapper = (segments: readonly Segment[]): Pick<FunctionView, 'sourceOf' | 'macroAt'> => {
  const sourceOf = (range: TextRange): TextRange => {
    const first = segmentAt(segments, range.start);
    const last = segmentAt(segments, Math.max(range.start, range.end - 1));
    if (first === undefined || last === undefined) return range;
    const start = first.own
      ? Math.min(first.source.start + (range.start - first.out), first.source.end)
      : first.source.start;
    const end = last.own ? Math.min(last.source.start + (range.end - last.out), last.source.end) : last.source.end;
    return end < start ? first.source : { start, end };
  };
  return {
    sourceOf,
    macroAt: (range) => {
      const first = segmentAt(segments, range.start);
      if (first === undefined || first.own || first.macro === undefined) return undefined;
      return covers(first.source, sourceOf(range)) ? { use: first.source, macro: first.macro } : undefined;
    },
  };
};

/** The item parsed under each configuration that gives it another text. `stop` ends a parse that takes too long. */
export const viewsOf = (
  parser: CParser,
  file: SourceFile,
  item: Item,
  outside: Outside,
  given?: Configuration,
  limit: number = MAX_CONFIGURATIONS,
): readonly FunctionView[] => {
  const first = simulate(file, item.start, item.end, given ?? new Map(), outside);
  const weights = atomsOf(file, item, first, outside);
  const atoms = [...weights.keys()].filter((atom) => given?.has(atom) !== true);
  const views = new Map<string, FunctionView>();
  for (const answers of configurationsFor(atoms, (atom) => weights.get(atom) ?? 0)) {
    const configuration = given === undefined ? answers : new Map([...given, ...answers]);
    const simulation = simulate(file, item.start, item.end, configuration, outside);
    if (simulation.inactive.some(({ start, end }) => start <= item.end - 1 && item.end - 1 < end)) continue;
    const built = build(file, item, simulation, outside, configuration);
    if (views.has(built.text) || tokensOf(built.text.slice(0, 4000)).length === 0) continue;
    let { text } = built;
    let definition = definitionIn(parser.parse(text, budget()), built.bodyStart);
    if (definition === undefined) {
      text = withoutStars(text, built.bodyStart, item.name);
      definition = definitionIn(parser.parse(text, budget()), built.bodyStart);
    }
    if (definition === undefined) {
      text = plainHead(built.text, built.bodyStart, item.name);
      definition = definitionIn(parser.parse(text, budget()), built.bodyStart);
    }
    if (definition === undefined) continue;
    views.set(built.text, { file, item, text, configuration, definition, used: built.used, ...mapper(built.segments) });
    if (views.size >= limit) break;
  }
  return [...views.values()];
};

/** A parse may ask this often whether to go on; more is a text that no person wrote. */
const budget = (): (() => boolean) => {
  let asked = 0;
  return () => asked++ > 20_000;
};
