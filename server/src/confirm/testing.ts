/** For tests of this room: one claim on a marked line of a program of one file, and its verdict. */
import { type ClaimVerdict, confirm } from './index.ts';

/** Which program it is about: the line that holds `mark`, in the function `owner`. */
export interface Marked {
  readonly text: string;
  readonly mark: string;
  readonly owner: string;
  readonly kernels: readonly string[];
}

/** What confirming says of a rule's claim on the marked line. Throws where the program does not compile. */
export const confirmMarked = (rule: string, { text, mark, owner, kernels }: Marked): ClaimVerdict => {
  const line = text.slice(0, text.indexOf(mark)).split('\n').length;
  const { claims, compile } = confirm({
    subject: {
      path: '/w/a.c',
      text,
      owner,
      start: text.search(new RegExp(`^[a-z_ ]*\\b${owner}\\(`, 'm')),
      end: text.length,
    },
    claims: [{ rule, line, endLine: line }],
    reader: { read: () => undefined },
    includePaths: [],
    kernels,
    seed: 0,
  });
  const [claim] = claims;
  if (claim === undefined || compile.problem !== undefined) throw new Error(compile.problem?.message ?? 'no verdict');
  return claim;
};
