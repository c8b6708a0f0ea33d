/**
 * Assembly text to items: one statement a line, Intel syntax as nasm reads it. Labels, local labels (`.x` belongs to
 * the last label without a dot), `equ`, `times`, data, `resb`, sections, `global`, `extern`, `common`, `weak`, `org`,
 * `align`, `%line`. Not there: macros and conditional assembly. A bad line is a problem; the others are still read.
 */
import { type Assembled, assemble } from './assemble.ts';
import {
  type AsmProblem,
  BYTE_REGISTERS,
  type Expr,
  type Item,
  type Operand,
  type Prefix,
  SEGMENT_REGISTERS,
  type SectionName,
  type Size,
  WORD_REGISTERS,
} from './items.ts';
import { planOf } from './plans.ts';
import {
  accept,
  expected,
  isPunct,
  next,
  peek,
  peekWord,
  type Reader,
  readExpression,
  readOperand,
  TextError,
} from './text-operands.ts';
import { stringBytes, tokensOf } from './text-tokens.ts';

export type Parsed = { readonly items: readonly Item[]; readonly problems: readonly AsmProblem[] };

type State = {
  readonly items: Item[];
  readonly problems: AsmProblem[];
  readonly file: string;
  section: SectionName;
  /** The label that local ones belong to. */
  owner: string;
  /** Where `%line` says that the text comes from, and by how much a line of text moves it. */
  origin: { readonly file: string; line: number; readonly step: number } | undefined;
};

/** Reads assembly text. `file` is named in problems and in the line table. Never throws. */
export const parseAssembly = (text: string, file = 'input.s'): Parsed => {
  const state: State = { items: [], problems: [], file, section: 'text', owner: '', origin: undefined };
  text.split('\n').forEach((line, index) => {
    readLine(state, line, index + 1);
  });
  return { items: state.items, problems: state.problems };
};

/** Reads and assembles text. */
export const assembleText = (text: string, file = 'input.s'): Assembled => {
  const parsed = parseAssembly(text, file);
  const { object, problems } = assemble(parsed.items, { name: file });
  return { object, problems: [...parsed.problems, ...problems] };
};

const readLine = (state: State, line: string, number: number): void => {
  const tokens = tokensOf(line);
  const { origin } = state;
  if (tokens.length > 1) {
    const at = origin ?? { file: state.file, line: number };
    const reader: Reader = { tokens, at: 0, depth: 0, fullName: (name) => fullName(state, name) };
    const before = state.items.length;
    state.items.push({ kind: 'source', at: { file: at.file, line: at.line, column: peek(reader).column } });
    try {
      readStatement(state, reader);
      if (peek(reader).kind !== 'end') throw expected(reader, 'the end of the line');
    } catch (error) {
      if (!(error instanceof TextError)) throw error;
      state.items.length = before;
      state.problems.push({ message: error.message, file: at.file, line: at.line, column: error.column });
    }
  }
  if (origin !== undefined && state.origin === origin) origin.line += origin.step;
};

const fullName = (state: State, name: string): string => (/^\.[^.]/.test(name) ? state.owner + name : name);

const PREFIXES: Readonly<Record<string, Prefix>> = {
  rep: 'rep',
  repe: 'repe',
  repz: 'repe',
  repne: 'repne',
  repnz: 'repne',
  lock: 'lock',
  es: 'es',
  cs: 'cs',
  ss: 'ss',
  ds: 'ds',
};

/** Words that take the place of an instruction: each reads its arguments and adds items. */
const DIRECTIVES: Readonly<Record<string, (state: State, reader: Reader) => void>> = {
  db: (state, reader) => readData(state, reader, 1),
  dw: (state, reader) => readData(state, reader, 2),
  dd: (state, reader) => readData(state, reader, 4),
  resb: (state, reader) => readReserve(state, reader, 1),
  resw: (state, reader) => readReserve(state, reader, 2),
  resd: (state, reader) => readReserve(state, reader, 4),
  times: readTimes,
  section: readSection,
  segment: readSection,
  global: (state, reader) => readNames(reader, (name) => state.items.push({ kind: 'global', name })),
  extern: (state, reader) => readNames(reader, (name) => state.items.push({ kind: 'extern', name })),
  weak: (state, reader) => readNames(reader, (name) => state.items.push({ kind: 'weak', name })),
  common: readCommon,
  org: (state, reader) => state.items.push({ kind: 'org', at: readNumber(reader, 'an address') }),
  align: readAlign,
  bits: (_, reader) => {
    if (readNumber(reader, '16') !== 16) throw new TextError('only 16 bits are known', peek(reader).column);
  },
  cpu: (_, reader) => {
    next(reader);
  },
  '%line': readLineMark,
};

/** Words of operands, which cannot name a symbol either. */
const OPERAND_WORDS: ReadonlySet<string> = new Set([
  ...['byte', 'word', 'dword', 'strict', 'short', 'near', 'far', 'seg', 'equ'],
  ...[...BYTE_REGISTERS, ...WORD_REGISTERS, ...SEGMENT_REGISTERS],
]);

/** Whether a name must be written as `$name` to be a symbol. */
export const isReserved = (name: string): boolean =>
  isStatementWord(name.toLowerCase()) || OPERAND_WORDS.has(name.toLowerCase());

const isInstruction = (word: string): boolean => planOf(word) !== undefined;

const isStatementWord = (word: string): boolean =>
  isInstruction(word) || Object.hasOwn(PREFIXES, word) || Object.hasOwn(DIRECTIVES, word);

const readStatement = (state: State, reader: Reader): void => {
  const first = peek(reader);
  if (first.kind !== 'name') throw expected(reader, 'a label, an instruction or a directive');
  const afterFirst = reader.tokens[reader.at + 1]!;
  const colon = isPunct(afterFirst, ':');
  if (colon || !isStatementWord(peekWord(reader))) {
    reader.at += colon ? 2 : 1;
    const name = fullName(state, first.text);
    if (peekWord(reader) === 'equ') {
      reader.at++;
      state.items.push({ kind: 'equ', name, value: readExpression(reader) });
      return;
    }
    const alone = peek(reader).kind === 'end';
    if (!colon && !alone && !isStatementWord(peekWord(reader)))
      throw new TextError(`unknown instruction '${first.text}'`, first.column);
    if (!colon && alone && /^[a-z]+$/.test(first.text) && first.text.length < 3)
      throw new TextError(`unknown instruction '${first.text}'`, first.column);
    state.items.push({ kind: 'label', name });
    if (!name.includes('.', 1) && !first.text.startsWith('.')) state.owner = name;
    if (alone) return;
  }
  readBody(state, reader);
};

/** An instruction or directive, its label read. */
const readBody = (state: State, reader: Reader): void => {
  const word = peekWord(reader);
  if (Object.hasOwn(DIRECTIVES, word)) {
    reader.at++;
    DIRECTIVES[word]!(state, reader);
    return;
  }
  readInstruction(state, reader);
};

const readInstruction = (state: State, reader: Reader): void => {
  const prefixes: Prefix[] = [];
  let word = peekWord(reader);
  while (Object.hasOwn(PREFIXES, word)) {
    prefixes.push(PREFIXES[word]!);
    reader.at++;
    word = peekWord(reader);
  }
  const source = state.items.at(-1);
  if (state.section === 'text' && source?.kind === 'source') {
    state.items.pop();
    state.items.push({ kind: 'line', ...source.at });
  }
  const { column } = peek(reader);
  if (peek(reader).kind === 'end') {
    if (prefixes.length === 0) throw expected(reader, 'an instruction');
    // A prefix alone is a byte that goes before whatever follows.
    state.items.push({ kind: 'data', size: 1, values: prefixes.map((prefix) => ALONE[prefix]) });
    return;
  }
  if (!isInstruction(word)) {
    if (peek(reader).kind !== 'name') throw expected(reader, 'an instruction');
    throw new TextError(`unknown instruction '${peek(reader).text}'`, column);
  }
  reader.at++;
  const operands: Operand[] = [];
  if (peek(reader).kind !== 'end') {
    do operands.push(readOperand(reader));
    while (accept(reader, ','));
  }
  state.items.push(
    prefixes.length === 0 ? { kind: 'instr', op: word, operands } : { kind: 'instr', op: word, operands, prefixes },
  );
};

const ALONE: Readonly<Record<Prefix, number>> = {
  rep: 0xf3,
  repe: 0xf3,
  repne: 0xf2,
  lock: 0xf0,
  es: 0x26,
  cs: 0x2e,
  ss: 0x36,
  ds: 0x3e,
};

const readData = (state: State, reader: Reader, size: Size): void => {
  let values: Expr[] = [];
  const flush = (): void => {
    if (values.length > 0) state.items.push({ kind: 'data', size, values });
    values = [];
  };
  do {
    const token = peek(reader);
    const after = reader.tokens[reader.at + 1]!;
    if (token.kind === 'string' && (after.kind === 'end' || isPunct(after, ','))) {
      reader.at++;
      flush();
      const bytes = [...stringBytes(token.text)];
      while (bytes.length % size !== 0) bytes.push(0);
      state.items.push({ kind: 'bytes', bytes });
    } else values.push(readExpression(reader));
  } while (accept(reader, ','));
  flush();
};

const readReserve = (state: State, reader: Reader, size: Size): void => {
  const count = readExpression(reader);
  const bytes: Expr = typeof count === 'number' ? count * size : { kind: 'binary', op: '*', left: count, right: size };
  state.items.push({ kind: 'reserve', count: bytes });
};

function readTimes(state: State, reader: Reader): void {
  const count = readExpression(reader);
  const start = state.items.length;
  readBody(state, reader);
  const items = state.items.splice(start);
  state.items.push({ kind: 'times', count, items });
}

const SECTION_NAMES: Readonly<Record<string, SectionName>> = {
  '.text': 'text',
  '.data': 'data',
  '.rodata': 'data',
  '.bss': 'bss',
  text: 'text',
  data: 'data',
  bss: 'bss',
};

function readSection(state: State, reader: Reader): void {
  const { text, column } = next(reader);
  const name = Object.hasOwn(SECTION_NAMES, text) ? SECTION_NAMES[text] : undefined;
  if (name === undefined) throw new TextError(`expected .text, .data or .bss, found '${text}'`, column);
  state.section = name;
  state.items.push({ kind: 'section', name });
}

const readName = (reader: Reader): string => {
  if (peek(reader).kind !== 'name') throw expected(reader, 'a name');
  return reader.fullName(next(reader).text);
};

const readNames = (reader: Reader, add: (name: string) => void): void => {
  do add(readName(reader));
  while (accept(reader, ','));
};

const readNumber = (reader: Reader, what: string): number => {
  const { column } = peek(reader);
  const value = readExpression(reader);
  if (typeof value !== 'number') throw new TextError(`expected ${what} as a number`, column);
  return value;
};

function readCommon(state: State, reader: Reader): void {
  const name = readName(reader);
  const size = readNumber(reader, 'a size');
  const align = accept(reader, ':') ? readNumber(reader, 'an alignment') : 1;
  state.items.push({ kind: 'common', name, size, align });
}

function readAlign(state: State, reader: Reader): void {
  const to = readNumber(reader, 'an alignment');
  if (!accept(reader, ',')) {
    state.items.push({ kind: 'align', to });
    return;
  }
  const { column } = peek(reader);
  if (peekWord(reader) === 'nop') {
    reader.at++;
    state.items.push({ kind: 'align', to, fill: 0x90 });
  } else if (peekWord(reader) === 'db') {
    reader.at++;
    state.items.push({ kind: 'align', to, fill: readNumber(reader, 'a byte') & 0xff });
  } else throw new TextError("expected 'nop' or 'db BYTE'", column);
}

/** `%line LINE+STEP FILE`: the following lines of text come from there. */
function readLineMark(state: State, reader: Reader): void {
  const written = reader.tokens[reader.at];
  if (written?.kind !== 'number') throw expected(reader, 'a line number');
  reader.at++;
  const step = accept(reader, '+') ? readNumber(reader, 'a step') : 1;
  const rest = reader.tokens.slice(reader.at, -1);
  reader.at = reader.tokens.length - 1;
  const file = rest.map(({ text, spaced }, i) => (spaced && i > 0 ? ` ${text}` : text)).join('');
  state.items.pop();
  state.origin = { file: file === '' ? (state.origin?.file ?? state.file) : file, line: written.value, step };
}
