/**
 * Writes emulator/src/cpu/hot-loop.generated.ts: the loop for the instructions that programs are made of, every shape
 * of operands a case of its own. Written by a program because V8 runs one flat function fastest, and nobody should
 * keep a hundred near copies alike by hand. What a case cannot do (a word that wraps, a byte that the map guards, any
 * other instruction) it leaves to the general semantics: it breaks out of the switch before it changed anything.
 *
 * The word of an address (hot-code.ts): handler 0-7, target register 8-11, base 12-15, index 16-19, segment 20-23,
 * source register 24-27, length 28-31. The argument: displacement in the low half, immediate in the high half; or for
 * a jump its distance from the start of the instruction.
 */

type Width = 8 | 16;
type Shape = 'r' | 'm' | 'i';

const OFFSET = 'const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff;';
const ADDRESS = 'const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;';
const NEXT = 'ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;';

/** Statements that make `ea`, `a` (and `a1` for a word), or leave. `stores`: also that a store may go there. */
const locate = (width: Width, stores: boolean): string =>
  width === 8
    ? `${OFFSET} ${ADDRESS} ${stores ? 'if (map[a] !== 0) break;' : ''}`
    : `${OFFSET} if (ea === 0xffff) break; ${ADDRESS} const a1 = (a + 1) & 0xfffff; ${stores ? 'if ((map[a]! | map[a1]!) !== 0) break;' : ''}`;

const memory = (width: Width): string => (width === 8 ? 'ram[a]!' : '(ram[a]! | (ram[a1]! << 8))');
const write = (width: Width, value: string): string =>
  width === 8
    ? `ram[a] = ${value}; shadow[a] = tag;`
    : `ram[a] = ${value}; ram[a1] = ${value} >> 8; shadow[a] = tag; shadow[a1] = tag;`;
const register = (width: Width, at: 8 | 24): string => `${width === 8 ? 'bytes' : 'regs'}[(d >> ${at}) & 15]`;
const load = (shape: Shape, width: Width, at: 8 | 24): string =>
  shape === 'r' ? `${register(width, at)}!` : shape === 'm' ? memory(width) : '(arg[pc]! >>> 16)';
const store = (shape: Shape, width: Width, value: string): string =>
  shape === 'r' ? `${register(width, 8)} = ${value};` : write(width, value);
const extend = (value: string, width: Width): string =>
  width === 8 ? `(${value} << 24) >> 24` : `(${value} << 16) >> 16`;

const CARRY = '((carry >>> 16) & 1)';
const arithmetic = (expression: string, width: Width): string =>
  `const v = ${expression}; result = ${extend('v', width)}; ` +
  (width === 8
    ? 'const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8;'
    : 'carries = p ^ q ^ v; carry = v;');
const logical = (expression: string, width: Width): string =>
  `const v = ${expression}; result = ${extend('v', width)}; carries = 0; carry = 0;`;

/** Statements of an operation on p and q: v is the result, flags are set. */
const BINARY: Readonly<Record<string, (width: Width) => string>> = {
  ADD: (width) => arithmetic('p + q', width),
  OR: (width) => logical('p | q', width),
  ADC: (width) => arithmetic(`p + q + ${CARRY}`, width),
  SBB: (width) => arithmetic(`p - q - ${CARRY}`, width),
  AND: (width) => logical('p & q', width),
  SUB: (width) => arithmetic('p - q', width),
  XOR: (width) => logical('p ^ q', width),
  CMP: (width) => arithmetic('p - q', width),
  TEST: (width) => logical('p & q', width),
};

/** Conditions of the jumps, odd ones negated. */
const OVERFLOW = '((carries ^ (carries >> 1)) & 0x8000) !== 0';
const LESS = '(((result >>> 16) ^ carries ^ (carries >> 1)) & 0x8000) !== 0';
const CONDITIONS: readonly (readonly [string, string, string])[] = [
  ['JO', 'JNO', OVERFLOW],
  ['JB', 'JNB', '(carry & 0x10000) !== 0'],
  ['JZ', 'JNZ', '(result & 0xffff) === 0'],
  ['JBE', 'JNBE', '(carry & 0x10000) !== 0 || (result & 0xffff) === 0'],
  ['JS', 'JNS', 'result < 0'],
  ['JP', 'JNP', 'parity(result)'],
  ['JL', 'JNL', LESS],
  ['JLE', 'JNLE', `(result & 0xffff) === 0 || ${LESS}`],
];

const JUMP = 'ip = (ip + arg[pc]!) & 0xffff; tag++; continue;';
const jumpIf = (condition: string): string =>
  `ip = (ip + (${condition} ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;`;

/** Makes a, a1 of the stack word at offset `at`, or leaves. */
const stackWord = (at: string, stores: boolean): string =>
  `const sp = ${at}; if (sp === 0xffff) break; const a = ((regs[10]! << 4) + sp) & 0xfffff; const a1 = (a + 1) & 0xfffff; ${
    stores ? 'if ((map[a]! | map[a1]!) !== 0) break;' : ''
  }`;
const PUSHED = stackWord('(regs[4]! - 2) & 0xffff', true);
const push = (value: string): string => `{ ${PUSHED} const v = ${value}; ${write(16, 'v')} regs[4] = sp; ${NEXT} }`;
const call = (target: string): string =>
  `${PUSHED} const v = ip + (d >>> 28); const t = ${target}; ${write(16, 'v')} regs[4] = sp; ip = t; tag++; continue;`;

/** Cases by key: mnemonic and operand shapes, as hot-code.ts names them. */
const cases = (): ReadonlyMap<string, string> => {
  const all = new Map<string, string>();
  for (const width of [16, 8] as const) {
    const shapes: readonly (readonly [Shape, Shape])[] = [
      ['r', 'r'],
      ['r', 'm'],
      ['m', 'r'],
      ['r', 'i'],
      ['m', 'i'],
    ];
    for (const [to, from] of shapes) {
      const place = to === 'm' || from === 'm' ? locate(width, to === 'm') : '';
      all.set(
        `MOV ${to}${width} ${from}${width}`,
        `${place} ${to === 'm' ? `const v = ${load(from, width, 24)}; ` : ''}${store(to, width, to === 'm' ? 'v' : load(from, width, 24))} ${NEXT}`,
      );
      for (const [mnemonic, body] of Object.entries(BINARY)) {
        // No encoding of TEST has its memory operand second.
        if (mnemonic === 'TEST' && from === 'm') continue;
        const reads = mnemonic === 'CMP' || mnemonic === 'TEST';
        all.set(
          `${mnemonic} ${to}${width} ${from}${width}`,
          `${reads ? place.replace(/if \(\(?map.*$/, '') : place} const p = ${load(to, width, 8)}; const q = ${load(from, width, 24)}; ${body(width)} ${
            reads ? '' : store(to, width, 'v')
          } ${NEXT}`,
        );
      }
    }
    for (const to of ['r', 'm'] as const) {
      const place = to === 'm' ? locate(width, true) : '';
      for (const [mnemonic, sign] of [
        ['INC', '+'],
        ['DEC', '-'],
      ])
        all.set(
          `${mnemonic} ${to}${width}`,
          `${place} const p = ${load(to, width, 8)}; const v = p ${sign} 1; result = ${extend('v', width)}; ` +
            `${width === 8 ? 'const x = p ^ 1 ^ v; carries = (x << 8) | (x & 0x10);' : 'carries = p ^ 1 ^ v;'} ` +
            `${store(to, width, 'v')} ${NEXT}`,
        );
    }
  }
  all.set('LEA r16 m', `regs[(d >> 8) & 15] = regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!; ${NEXT}`);
  all.set(
    'XCHG r16 r16',
    `const p = ${load('r', 16, 8)}; regs[(d >> 8) & 15] = ${load('r', 16, 24)}; regs[(d >> 24) & 15] = p; ${NEXT}`,
  );
  all.set('PUSH r16', push(load('r', 16, 8)));
  all.set(
    'PUSH m16',
    `${OFFSET} if (ea === 0xffff) break; const b = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; ${push(
      '(ram[b]! | (ram[(b + 1) & 0xfffff]! << 8))',
    )}`,
  );
  all.set('POP r16', `${stackWord('regs[4]!', false)} regs[(d >> 8) & 15] = ${memory(16)}; regs[4] = sp + 2; ${NEXT}`);
  for (const [yes, no, condition] of CONDITIONS) {
    all.set(yes, jumpIf(condition));
    all.set(no, jumpIf(`!(${condition})`));
  }
  all.set('JMP', JUMP);
  all.set('JCXZ', jumpIf('regs[1] === 0'));
  all.set('LOOP', `const p = (regs[1]! - 1) & 0xffff; regs[1] = p; ${jumpIf('p !== 0')}`);
  all.set('CALL', call('(ip + arg[pc]!) & 0xffff'));
  all.set('JMP r16', `ip = ${load('r', 16, 8)}; tag++; continue;`);
  all.set('JMP m16', `${locate(16, false)} ip = ${memory(16)}; tag++; continue;`);
  all.set('CALL r16', call(load('r', 16, 8)));
  all.set(
    'RET',
    `${stackWord('regs[4]!', false)} regs[4] = sp + 2 + (arg[pc]! >>> 16); ip = ${memory(16)}; tag++; continue;`,
  );
  all.set('CBW', `regs[0] = (regs[0]! << 24) >> 24; ${NEXT}`);
  all.set('CWD', `regs[2] = (regs[0]! << 16) >> 31; ${NEXT}`);
  all.set('NOP', NEXT);
  all.set('CLC', `carry = 0; ${NEXT}`);
  all.set('STC', `carry = 0x10000; ${NEXT}`);
  for (const width of [16, 8] as const) {
    const high = width === 16 ? 15 : 7;
    const step = (value: string, flags: string): string =>
      `const p = ${load('r', width, 8)}; const v = ${value}; ${flags} ${store('r', width, 'v')} ${NEXT}`;
    all.set(
      `SHL r${width} 1`,
      step(
        'p << 1',
        `result = ${extend('v', width)}; carries = (v & 0x10) | (((p ^ v) & ${1 << high}) << ${15 - high}); carry = p << ${16 - high};`,
      ),
    );
    all.set(
      `SHR r${width} 1`,
      step('p >> 1', `result = v; carries = (p & ${1 << high}) << ${15 - high}; carry = p << 16;`),
    );
    all.set(
      `SAR r${width} 1`,
      step(`(p >> 1) | (p & ${1 << high})`, `result = ${extend('v', width)}; carries = 0; carry = p << 16;`),
    );
    const rotation = `carries = (carries & 0x10) | (((p ^ v) & ${1 << high}) << ${15 - high});`;
    all.set(`ROL r${width} 1`, step(`(p << 1) | (p >> ${high})`, `${rotation} carry = p << ${16 - high};`));
    all.set(`ROR r${width} 1`, step(`(p >> 1) | (p << ${high})`, `${rotation} carry = p << 16;`));
    all.set(`RCL r${width} 1`, step(`(p << 1) | ${CARRY}`, `${rotation} carry = p << ${16 - high};`));
    all.set(`RCR r${width} 1`, step(`(p >> 1) | ((carry >>> 16) << ${high})`, `${rotation} carry = p << 16;`));
  }
  for (const width of [16, 8] as const) {
    const letter = width === 8 ? 'B' : 'W';
    const accumulator = width === 8 ? 'bytes[0]' : 'regs[0]';
    const step = `${width >> 3} - ((core.control & 0x400) >> ${width === 8 ? 9 : 8})`;
    const at = (pointer: 6 | 7, segment: string, names: readonly [string, string], stores: boolean): string =>
      `const o${pointer} = regs[${pointer}]!; ${width === 8 ? '' : `if (o${pointer} === 0xffff) break;`} ` +
      `const ${names[0]} = ((${segment} << 4) + o${pointer}) & 0xfffff; ` +
      `${width === 8 ? '' : `const ${names[1]} = (${names[0]} + 1) & 0xfffff;`} ` +
      (stores ? (width === 8 ? 'if (map[a] !== 0) break;' : 'if ((map[a]! | map[a1]!) !== 0) break;') : '');
    const source = at(6, 'regs[(d >> 20) & 15]!', ['b', 'b1'], false);
    const target = at(7, 'regs[8]!', ['a', 'a1'], true);
    const value = width === 8 ? 'ram[b]!' : '(ram[b]! | (ram[b1]! << 8))';
    all.set(`LODS${letter}`, `${source} ${accumulator} = ${value}; regs[6] = o6 + ${step}; ${NEXT}`);
    all.set(
      `STOS${letter}`,
      `${target} const v = ${accumulator}!; ${write(width, 'v')} regs[7] = o7 + ${step}; ${NEXT}`,
    );
    all.set(
      `MOVS${letter}`,
      `${source} ${target} const v = ${value}; ${write(width, 'v')} const s = ${step}; regs[6] = o6 + s; regs[7] = o7 + s; ${NEXT}`,
    );
  }
  return all;
};

/** The text of the generated file. */
export const hotLoop = (): string => {
  const all = [...cases()];
  const handlers = all.map(([key], index) => `  ['${key}', ${index + 1}],`).join('\n');
  const bodies = all
    .map(([key, body], index) => `      case ${index + 1}: { // ${key}\n        ${body}\n      }`)
    .join('\n');
  return `/** The hot loop, written by tools/generators/hot-loop.ts: change it there and run \`npm run generate\`. */
import type { CodeCache } from './code-cache.ts';
import type { Core } from './core.ts';
import { parity } from './flags.ts';

/** Numbers of the cases by mnemonic and operand shapes. */
export const HANDLERS: ReadonlyMap<string, number> = new Map([
${handlers}
]);

/** As runLoop, on the plain bus. */
export const runHotLoop = (core: Core, cache: CodeCache, end: number, passed: number): void => {
  const { machine, registers: regs, bytes } = core;
  const { ram, shadow, map, history } = machine;
  const { hot, arg } = cache;
  let { ip, result, carries, carry } = core;
  let { tag } = history;
  let code = regs[9]! << 4;
  while (tag < end) {
    const pc = (code + ip) & 0xfffff;
    const d = hot[pc]!;
    switch (d & 0xff) {
${bodies}
    }
    core.ip = ip;
    core.result = result;
    core.carries = carries;
    core.carry = carry;
    history.tag = tag;
    if (!cache.step(core, passed)) return;
    ({ ip, result, carries, carry } = core);
    tag = history.tag;
    code = regs[9]! << 4;
  }
  core.ip = ip;
  core.result = result;
  core.carries = carries;
  core.carry = carry;
  history.tag = tag;
};
`;
};
