/**
 * Random edits to C, as people make them: typing, deleting, moving lines, half a construct, and taking all of it back. Each
 * edit is data and fits any text, so that a failing sequence can be shrunk and told. Used by tests of what editing must
 * leave true.
 */
import fc from 'fast-check';
import type { TextEdit } from '../text/edit.ts';

/** An edit of some text: `where` and `size` are shares of its length and of what the kind allows. */
export interface RandomEdit {
  readonly kind: 'type' | 'delete' | 'replace' | 'cut-line' | 'copy-line' | 'move' | 'undo';
  readonly where: number;
  readonly size: number;
  readonly word: string;
}

const WORDS: readonly string[] = [
  ...[' ', ';', '{', '}', '(', ')', '"', "'", '/*', '*/', '//', '\n', '\\\n', '=', ',', ':', '#', '-1'],
  ...[
    '\n#if X\n',
    '\n#ifdef HAVE_VFORK\n',
    '\n#else\n',
    '\n#endif\n',
    '\n#define fork vfork\n',
    '\n#define X(a) a\n',
    '\n#inc',
  ],
  ...[
    'exit(2);',
    '_exit(3);',
    'return;',
    'return 0;',
    'break;',
    'goto out;',
    'out:',
    'vfork();',
    'fork()',
    'errno = 0;',
  ],
  ...['if (vfork() == 0) {', '} else {', 'switch (x) {', 'case 0:', 'default:', 'while (1) ', 'do ', 'for (;;)'],
  ...['int n', 'static ', 'volatile ', 'void f(void) {', 'f(', '&', '*', '->', '.', '[0]', 'a', 'sizeof ', '? ', ''],
  ...[
    'execv(argv[0], argv);',
    'malloc(3);',
    'pthread_create(0, 0, 0, 0);',
    'signal(SIGINT, handler);',
    'waitpid(pid, 0, 0);',
  ],
];

const share: fc.Arbitrary<number> = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

/** One edit; undoing comes often enough that broken text is whole again. */
export const randomEdit: fc.Arbitrary<RandomEdit> = fc.record({
  kind: fc.constantFrom(
    'type',
    'type',
    'type',
    'delete',
    'delete',
    'replace',
    'cut-line',
    'copy-line',
    'move',
    'undo',
    'undo',
  ),
  where: share,
  size: share,
  word: fc.constantFrom(...WORDS),
});

const lineAt = (text: string, offset: number): readonly [number, number] => {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return [start, end < 0 ? text.length : end + 1];
};

/** The edits that make of `text` what `edit` says; `before` is the text before the last one, for taking it back. */
export const textEdits = (text: string, edit: RandomEdit, before: string): readonly TextEdit[] => {
  const at = Math.floor(edit.where * (text.length + 1));
  const few = Math.min(text.length, at + Math.floor(edit.size * 12));
  const [start, end] = lineAt(text, at);
  switch (edit.kind) {
    case 'type':
      return [{ start: at, end: at, text: edit.word }];
    case 'delete':
      return [{ start: at, end: few, text: '' }];
    case 'replace':
      return [{ start: at, end: few, text: edit.word }];
    case 'cut-line':
      return [{ start, end, text: '' }];
    case 'copy-line':
      return [{ start: end, end, text: text.slice(start, end) }];
    case 'move': {
      const [to] = lineAt(text, Math.floor(edit.size * text.length));
      const moved = { start, end, text: '' };
      const put = { start: to, end: to, text: text.slice(start, end) };
      if (start <= to && to <= end) return [moved];
      return to < start ? [put, moved] : [moved, put];
    }
    case 'undo':
      return [{ start: 0, end: text.length, text: before }];
  }
};
