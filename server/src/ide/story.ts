/**
 * The story of a function that was run: for each finding its verdict with the evidence, then the run in order (what the parent had,
 * what the child did, what the parent found), the stack before and after, where systems differ, and what had to be assumed. One
 * renderer for the editor and the terminal; pure text out of a report.
 */
import type { Proof, Step, Tale } from '../confirm/index.ts';
import type { SiteReport, VerdictName } from './confirm.ts';
import { isHarmed, stackPicture, valueText } from './story-stack.ts';
import { linked, type Role, type Span, type StoryLine } from './story-text.ts';

/** The mark of a verdict. */
export const VERDICT_MARKS: Readonly<Record<VerdictName, string>> = {
  confirmed: '✗',
  'not-observed': '✓',
  'not-reached': '?',
  'not-runnable': '-',
};

const ROLES: Readonly<Record<VerdictName, Role>> = {
  confirmed: 'bad',
  'not-observed': 'good',
  'not-reached': 'unsure',
  'not-runnable': 'unsure',
};

/** What the marks mean, for the end of a story. */
export const MARKS_TOLD = '✗ confirmed   ✓ ran without evidence   ? line not reached';

const WORDS: Readonly<Record<VerdictName, string>> = {
  confirmed: 'confirmed',
  'not-observed': 'not observed',
  'not-reached': 'not reached',
  'not-runnable': 'not for a run to show',
};

const sayOf = ({ kind, text }: Proof): string => `${kind} ${text}`;

/** Different runs that are told of one function. */
const MOST_RUNS = 3;

const EMPTY: StoryLine = [];
const plain = (text: string, role?: Role): Span => (role === undefined ? { text } : { text, role });

/** The story. `file` is how the file is called for the user, `text` its text. */
export const tellStory = (report: SiteReport, file: string, text: string): readonly StoryLine[] => {
  const { confirmation, line } = report;
  const { compile, runs } = confirmation;
  const title = `${report.function} in ${file}, line ${line}`;
  const source = text.split('\n');
  const lines: StoryLine[] = [linked(title, 'title'), [plain('═'.repeat(title.length), 'dim')], EMPTY];
  if (!compile.ok) {
    const at = compile.problem?.line;
    lines.push(
      linked(
        `It cannot be run: ${compile.problem?.message ?? 'the reason is unknown'}${at === undefined ? '' : ` (line ${at})`}`,
        'unsure',
      ),
    );
    return [...lines, ...assumed(report)];
  }
  if (confirmation.claims.length === 0)
    lines.push(
      [plain(`There is no finding in this function. It was run ${times(runs)}:`, 'good')],
      [...marks(report)],
      EMPTY,
    );
  for (const index of confirmation.claims.keys()) lines.push(...verdictPart(report, index, source), EMPTY);
  for (const { tale, kernel, proves } of runsToTell(report))
    lines.push(...runPart(report, tale, kernel, proves), EMPTY);
  return [...lines, ...assumed(report), [plain(MARKS_TOLD, 'dim')]];
};

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

/** The systems that were run, for a function without a finding. */
const marks = ({ confirmation }: SiteReport): readonly Span[] =>
  Object.keys(confirmation.tales).map((name) => plain(`  ${name} ✓ `, 'good'));

const verdictPart = (
  { confirmation, findings }: SiteReport,
  index: number,
  source: readonly string[],
): readonly StoryLine[] => {
  const one = confirmation.claims[index];
  if (one === undefined) return [];
  const { claim, verdict, kernels, reason, fixVerified } = one;
  const lines: StoryLine[] = [
    [
      plain(claim.rule, 'title'),
      plain(' at '),
      ...linked(`line ${claim.line}`),
      plain(`: ${WORDS[verdict]}`, ROLES[verdict]),
    ],
  ];
  if (verdict !== 'not-runnable')
    lines.push([
      plain('  '),
      ...Object.entries(kernels).map(([name, own]) =>
        plain(`${name} ${VERDICT_MARKS[own.verdict]}  `, ROLES[own.verdict]),
      ),
    ]);
  const code = source[claim.line - 1]?.replace(/\s+$/, '').replaceAll('\t', '    ');
  const number = String(claim.line);
  if (code !== undefined) lines.push([plain(`  ${number.padStart(5)} │ `, 'dim'), plain(code.trimStart())]);
  const message = findings[index]?.message;
  if (message !== undefined) lines.push([plain(`        │ ${message}`, 'dim')]);
  let said = '';
  for (const { proof, on } of proofsOf(kernels).toSorted((a, b) => sayOf(a.proof).localeCompare(sayOf(b.proof)))) {
    const everywhere = on.length === Object.keys(kernels).length;
    if (said !== sayOf(proof))
      lines.push([plain('  ✗ ', 'bad'), plain(proof.kind, 'bad'), ...linked(`: ${proof.text}`)]);
    said = sayOf(proof);
    lines.push(linked(`      ${placesOf(proof)}${everywhere ? 'on every system' : `on ${on.join(', ')}`}`, 'dim'));
  }
  if (verdict !== 'confirmed') lines.push([plain(`  ${whyNot(verdict, kernels, reason)}`, ROLES[verdict])]);
  const fix = findings[index]?.fixes.find(({ safe }) => safe)?.title;
  if (fixVerified === true)
    lines.push([plain(`  ✓ with the fix '${fix ?? 'of this finding'}' the evidence is gone`, 'good')]);
  if (fixVerified === false) lines.push([plain('  the fix does not remove the evidence', 'unsure')]);
  return lines;
};

const whyNot = (verdict: VerdictName, kernels: Kernels, reason: string | undefined): string => {
  if (reason !== undefined) return reason;
  const runs = Math.max(0, ...Object.values(kernels).map((one) => one.runs));
  if (verdict === 'not-observed')
    return `the line ran in the child, in up to ${runs} runs on a system, and nothing came of it`;
  return `no run came to this line (${runs} on each system)`;
};

type Kernels = SiteReport['confirmation']['claims'][number]['kernels'];

const placesOf = ({ child, parent }: Proof): string =>
  [child === undefined ? [] : [`child at line ${child}, `], parent === undefined ? [] : [`parent at line ${parent}, `]]
    .flat()
    .join('');

/** Each piece of evidence once, with the systems that gave it. */
export const proofsOf = (kernels: Kernels): readonly { readonly proof: Proof; readonly on: readonly string[] }[] => {
  const told = new Map<string, { readonly proof: Proof; readonly on: string[] }>();
  for (const [kernel, { evidence }] of Object.entries(kernels))
    for (const proof of evidence) {
      const key = `${proof.kind} ${proof.child} ${proof.parent} ${proof.text}`;
      const known = told.get(key) ?? { proof, on: [] };
      if (!known.on.includes(kernel)) known.on.push(kernel);
      told.set(key, known);
    }
  return [...told.values()];
};

interface ToldRun {
  readonly tale: Tale;
  readonly kernel: string;
  /** The findings that it shows, in words. */
  readonly proves: readonly string[];
}

/** Numbers that may differ from system to system without a meaning. */
const plainly = (text: string): string => text.replaceAll(/0x[0-9a-f]+|\b\d+\b/g, '#');

/** What makes two runs the same story. */
const shapeOf = (tale: Tale): string =>
  JSON.stringify([
    tale.child.map(({ line, text }) => [line, plainly(text)]),
    found(tale).map((line) => plainly(line.map(({ text }) => text).join(''))),
    tale.slots.filter((slot) => isHarmed(slot) && slot.name !== undefined).map(({ name }) => name),
  ]);

/**
 * The runs that are worth telling: those that prove the most findings together, until each proved one is told. Without a proof the
 * first one.
 */
const runsToTell = ({ confirmation }: SiteReport): readonly ToldRun[] => {
  const runs = new Map<string, { readonly tale: Tale; readonly kernel: string; readonly claims: Set<number> }>();
  for (const [index, { kernels }] of confirmation.claims.entries())
    for (const [kernel, { verdict, tale }] of Object.entries(kernels)) {
      if (verdict !== 'confirmed' || tale === undefined) continue;
      const key = `${kernel} ${tale.scenario} ${shapeOf(tale)}`;
      const known = runs.get(key) ?? { tale, kernel, claims: new Set<number>() };
      known.claims.add(index);
      runs.set(key, known);
    }
  const told: ToldRun[] = [];
  const open = new Set([...runs.values()].flatMap(({ claims }) => [...claims]));
  while (open.size > 0 && told.length < MOST_RUNS) {
    const news = (claims: ReadonlySet<number>): readonly number[] => [...claims].filter((one) => open.has(one));
    const [best] = [...runs.values()].toSorted((a, b) => news(b.claims).length - news(a.claims).length);
    if (best === undefined) break;
    const proves = news(best.claims).flatMap((index) => {
      const claim = confirmation.claims[index]?.claim;
      open.delete(index);
      return claim === undefined ? [] : [`${claim.rule} at line ${claim.line}`];
    });
    told.push({ tale: best.tale, kernel: best.kernel, proves });
  }
  if (told.length > 0) return told;
  const [first] = Object.entries(confirmation.tales);
  return first === undefined ? [] : [{ kernel: first[0], tale: first[1], proves: [] }];
};

const runPart = (report: SiteReport, tale: Tale, kernel: string, proves: readonly string[]): readonly StoryLine[] => {
  const shows = proves.length === 0 ? '' : `, which shows ${proves.join(' and ')}`;
  const lines: StoryLine[] = [linked(`A run on ${kernel}: ${tale.scenario}${shows}`, 'title'), EMPTY];
  lines.push([plain('  1. What the parent had')]);
  lines.push(...BEGAN[tale.began].map((text): StoryLine => [plain(`    ${text}`, 'dim')]));
  lines.push(...stepLines(tale.before));
  for (const { name, form, before } of tale.variables)
    lines.push([plain(`${INDENT}${name} was ${valueText(before, form)}`)]);
  lines.push(EMPTY, [plain('  2. What the child did')], ...stepLines(tale.child));
  if (tale.child.length === 0) lines.push([plain(`${INDENT}nothing that another process could see`, 'dim')]);
  lines.push(EMPTY, [plain('  3. What the parent found')], ...found(tale));
  const picture = stackPicture(tale);
  if (picture.length > 0) lines.push(EMPTY, [plain('  4. The stack that both used, top first')], ...picture);
  return [...lines, ...others(report, tale, kernel)];
};

const SCENE = [
  '"before the call" was in the buffer of standard output, for what the program printed before;',
  'an exit handler was registered; SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGUSR1 and SIGTERM were caught.',
];

/** What was there before the function was called. */
const BEGAN: Readonly<Record<Tale['began'], readonly string[]>> = {
  caller: ['A generated main called the function:', ...SCENE],
  main: ['The program began with its main: nothing was printed, registered or caught before it.'],
  'main in the scene': ['The program began with its main, where exit has something to do in any case:', ...SCENE],
};

/** Where texts of steps begin. */
const INDENT = ' '.repeat(14);

const found = (tale: Tale): readonly StoryLine[] => {
  const lines: StoryLine[] = [];
  const say = (text: string, role?: Role): void => {
    lines.push(linked(`${INDENT}${text}`, role));
  };
  if (!tale.resumed) say('it never went on', 'bad');
  if (!tale.childGone && tale.resumed) say('it went on while the child still ran in its memory', 'bad');
  for (const { name, form, before, after } of tale.variables)
    say(`${name} is ${valueText(after, form)}, and was ${valueText(before, form)}`, 'bad');
  for (const { kind, function: owner, leads } of tale.slots.filter(isHarmed))
    if (kind === 'return')
      say(`the return address of ${owner} is destroyed; it led to ${leads?.before ?? 'code'}`, 'bad');
  lines.push(...stepLines(tale.after, /which the child wrote|crashes/));
  say(tale.end);
  return lines;
};

const stepLines = (steps: readonly Step[], bad?: RegExp): readonly StoryLine[] =>
  steps.map(({ line, where, text, times: count }) => {
    const place: readonly Span[] =
      line === undefined
        ? [plain(`    ${where}`.padEnd(INDENT.length), 'dim')]
        : [plain('    '), { text: `line ${line}`, line }, plain(' '.repeat(Math.max(1, 5 - String(line).length)))];
    const more = count > 1 ? ` (${count} times)` : '';
    return [...place, ...linked(`${text}${more}`, bad?.test(text) === true ? 'bad' : undefined)];
  });

/** How the same run went on the other systems: what of it is the same, and what else the parent found there. */
const others = (report: SiteReport, tale: Tale, kernel: string): readonly StoryLine[] => {
  const groups = new Map<string, { readonly tale: Tale; readonly on: string[] }>([[shapeOf(tale), { tale, on: [] }]]);
  for (const [name, other] of Object.entries(talesLike(report, tale))) {
    const known = groups.get(shapeOf(other)) ?? { tale: other, on: [] };
    if (name !== kernel) known.on.push(name);
    groups.set(shapeOf(other), known);
  }
  const lines: StoryLine[] = [];
  for (const { tale: other, on } of groups.values()) {
    if (on.length === 0) continue;
    if (other === tale) {
      lines.push(EMPTY, [plain(`  The same on ${on.join(', ')}.`)]);
      continue;
    }
    lines.push(EMPTY, [plain(`  Otherwise on ${on.join(', ')}:`)]);
    lines.push(...differences('the child', stepLines(tale.child), stepLines(other.child)));
    lines.push(...differences('the parent', found(tale), found(other)));
    const put = other.slots.filter(({ putBack }) => putBack).length;
    if (put > 0)
      lines.push([plain(`    the kernel put ${put} ${put === 1 ? 'place' : 'places'} of the stack back`, 'dim')]);
  }
  return lines;
};

/** What only one of two lists of lines tells. */
const differences = (who: string, here: readonly StoryLine[], there: readonly StoryLine[]): readonly StoryLine[] => {
  const key = (line: StoryLine): string => plainly(line.map(({ text }) => text).join(''));
  const without = (lines: readonly StoryLine[], other: readonly StoryLine[]): readonly StoryLine[] =>
    lines.filter((line) => !other.some((one) => key(one) === key(line)));
  const [less, more] = [without(here, there), without(there, here)];
  return [
    ...(more.length === 0 ? [] : [[plain(`    ${who}, there:`, 'dim')], ...more]),
    ...(less.length === 0
      ? []
      : [
          [plain(`    ${who}, not there:`, 'dim')],
          ...less.map((line) => line.map((span): Span => ({ ...span, role: 'dim' }))),
        ]),
  ];
};

/** On each system the run of the same scenario, where there was one. */
const talesLike = ({ confirmation }: SiteReport, { scenario }: Tale): Readonly<Record<string, Tale>> => {
  const found: Record<string, Tale> = {};
  for (const { kernels } of confirmation.claims)
    for (const [name, { tale }] of Object.entries(kernels)) if (tale?.scenario === scenario) found[name] ??= tale;
  for (const [name, tale] of Object.entries(confirmation.tales)) if (tale.scenario === scenario) found[name] ??= tale;
  return found;
};

const assumed = ({ confirmation: { compile } }: SiteReport): readonly StoryLine[] =>
  compile.assumed.length === 0
    ? []
    : [
        [plain('What had to be assumed', 'title')],
        ...compile.assumed.map((one): StoryLine => [plain(`  ${one}`)]),
        EMPTY,
      ];
