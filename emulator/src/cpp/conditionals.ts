/**
 * The #if sections of one file as they stand in its text, whether they were reached or not: branches with the ranges of
 * their directive and of the text they hold, nested. Which branch a run took is looked up in its `branches`.
 */
import { type LexedFile, lineTokens } from './headers.ts';
import type { Token } from './source.ts';
import type { Preprocessed } from './state.ts';

export type BranchKind = 'if' | 'ifdef' | 'ifndef' | 'elif' | 'elifdef' | 'elifndef' | 'else';

/**
 * One branch. `hash` is the offset of its `#`, `lineEnd` that of the end of the directive's last token; the text it holds
 * goes from there to `end`, the `#` of the next branch or of the #endif (or the end of the file). `condition` are the
 * tokens behind the directive's name. `inner` are the sections inside it.
 */
export interface Branch {
  readonly kind: BranchKind;
  readonly hash: number;
  readonly lineEnd: number;
  readonly end: number;
  readonly condition: readonly Token[];
  readonly inner: readonly Conditional[];
}

/** One #if … #endif. `end` is the end of the #endif line's last token; `closed` is false if there is none. */
export interface Conditional {
  readonly start: number;
  readonly end: number;
  readonly closed: boolean;
  readonly branches: readonly Branch[];
}

interface OpenBranch {
  kind: BranchKind;
  hash: number;
  lineEnd: number;
  end: number;
  condition: readonly Token[];
  inner: OpenSection[];
}
interface OpenSection {
  start: number;
  end: number;
  closed: boolean;
  branches: OpenBranch[];
}

const BRANCH = /^(?:if|ifdef|ifndef|elif|elifdef|elifndef|else)$/;

/** The sections of a file, outermost first. A stray #else or #endif is passed over. */
export const conditionals = ({ file, tokens, directives }: LexedFile): readonly Conditional[] => {
  const root: OpenSection[] = [];
  const stack: OpenSection[] = [];
  for (const index of directives) {
    const line = lineTokens(tokens, index + 1);
    const word = line[0]?.text ?? '';
    const hash = tokens[index]!.start;
    const lineEnd = (line.at(-1) ?? tokens[index]!).end;
    const top = stack.at(-1);
    if (word === 'endif') {
      if (top === undefined) continue;
      top.branches.at(-1)!.end = hash;
      top.end = lineEnd;
      top.closed = true;
      stack.pop();
    } else if (BRANCH.test(word)) {
      const made: OpenBranch = {
        kind: word as BranchKind,
        hash,
        lineEnd,
        end: file.text.length,
        condition: line.slice(1),
        inner: [],
      };
      if (word.startsWith('if')) {
        const section = { start: hash, end: file.text.length, closed: false, branches: [made] };
        (top?.branches.at(-1)?.inner ?? root).push(section);
        stack.push(section);
      } else if (top !== undefined) {
        top.branches.at(-1)!.end = hash;
        top.branches.push(made);
      }
    }
  }
  return root;
};

/** Which branches of the run's own file, by the offset of their `#`, hold (true) or were tested or passed over (false). */
export const branchStates = (run: Preprocessed): ReadonlyMap<number, boolean> =>
  new Map(run.branches.filter(({ file }) => file === run.file).map(({ hash, active }) => [hash, active]));
