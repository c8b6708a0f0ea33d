/** The hot loop, written by tools/generators/hot-loop.ts: change it there and run `npm run generate`. */
import type { CodeCache } from './code-cache.ts';
import type { Core } from './core.ts';
import { parity } from './flags.ts';

/** Numbers of the cases by mnemonic and operand shapes. */
export const HANDLERS: ReadonlyMap<string, number> = new Map([
  ['MOV r16 r16', 1],
  ['ADD r16 r16', 2],
  ['OR r16 r16', 3],
  ['ADC r16 r16', 4],
  ['SBB r16 r16', 5],
  ['AND r16 r16', 6],
  ['SUB r16 r16', 7],
  ['XOR r16 r16', 8],
  ['CMP r16 r16', 9],
  ['TEST r16 r16', 10],
  ['MOV r16 m16', 11],
  ['ADD r16 m16', 12],
  ['OR r16 m16', 13],
  ['ADC r16 m16', 14],
  ['SBB r16 m16', 15],
  ['AND r16 m16', 16],
  ['SUB r16 m16', 17],
  ['XOR r16 m16', 18],
  ['CMP r16 m16', 19],
  ['MOV m16 r16', 20],
  ['ADD m16 r16', 21],
  ['OR m16 r16', 22],
  ['ADC m16 r16', 23],
  ['SBB m16 r16', 24],
  ['AND m16 r16', 25],
  ['SUB m16 r16', 26],
  ['XOR m16 r16', 27],
  ['CMP m16 r16', 28],
  ['TEST m16 r16', 29],
  ['MOV r16 i16', 30],
  ['ADD r16 i16', 31],
  ['OR r16 i16', 32],
  ['ADC r16 i16', 33],
  ['SBB r16 i16', 34],
  ['AND r16 i16', 35],
  ['SUB r16 i16', 36],
  ['XOR r16 i16', 37],
  ['CMP r16 i16', 38],
  ['TEST r16 i16', 39],
  ['MOV m16 i16', 40],
  ['ADD m16 i16', 41],
  ['OR m16 i16', 42],
  ['ADC m16 i16', 43],
  ['SBB m16 i16', 44],
  ['AND m16 i16', 45],
  ['SUB m16 i16', 46],
  ['XOR m16 i16', 47],
  ['CMP m16 i16', 48],
  ['TEST m16 i16', 49],
  ['INC r16', 50],
  ['DEC r16', 51],
  ['INC m16', 52],
  ['DEC m16', 53],
  ['MOV r8 r8', 54],
  ['ADD r8 r8', 55],
  ['OR r8 r8', 56],
  ['ADC r8 r8', 57],
  ['SBB r8 r8', 58],
  ['AND r8 r8', 59],
  ['SUB r8 r8', 60],
  ['XOR r8 r8', 61],
  ['CMP r8 r8', 62],
  ['TEST r8 r8', 63],
  ['MOV r8 m8', 64],
  ['ADD r8 m8', 65],
  ['OR r8 m8', 66],
  ['ADC r8 m8', 67],
  ['SBB r8 m8', 68],
  ['AND r8 m8', 69],
  ['SUB r8 m8', 70],
  ['XOR r8 m8', 71],
  ['CMP r8 m8', 72],
  ['MOV m8 r8', 73],
  ['ADD m8 r8', 74],
  ['OR m8 r8', 75],
  ['ADC m8 r8', 76],
  ['SBB m8 r8', 77],
  ['AND m8 r8', 78],
  ['SUB m8 r8', 79],
  ['XOR m8 r8', 80],
  ['CMP m8 r8', 81],
  ['TEST m8 r8', 82],
  ['MOV r8 i8', 83],
  ['ADD r8 i8', 84],
  ['OR r8 i8', 85],
  ['ADC r8 i8', 86],
  ['SBB r8 i8', 87],
  ['AND r8 i8', 88],
  ['SUB r8 i8', 89],
  ['XOR r8 i8', 90],
  ['CMP r8 i8', 91],
  ['TEST r8 i8', 92],
  ['MOV m8 i8', 93],
  ['ADD m8 i8', 94],
  ['OR m8 i8', 95],
  ['ADC m8 i8', 96],
  ['SBB m8 i8', 97],
  ['AND m8 i8', 98],
  ['SUB m8 i8', 99],
  ['XOR m8 i8', 100],
  ['CMP m8 i8', 101],
  ['TEST m8 i8', 102],
  ['INC r8', 103],
  ['DEC r8', 104],
  ['INC m8', 105],
  ['DEC m8', 106],
  ['LEA r16 m', 107],
  ['XCHG r16 r16', 108],
  ['PUSH r16', 109],
  ['PUSH m16', 110],
  ['POP r16', 111],
  ['JO', 112],
  ['JNO', 113],
  ['JB', 114],
  ['JNB', 115],
  ['JZ', 116],
  ['JNZ', 117],
  ['JBE', 118],
  ['JNBE', 119],
  ['JS', 120],
  ['JNS', 121],
  ['JP', 122],
  ['JNP', 123],
  ['JL', 124],
  ['JNL', 125],
  ['JLE', 126],
  ['JNLE', 127],
  ['JMP', 128],
  ['JCXZ', 129],
  ['LOOP', 130],
  ['CALL', 131],
  ['JMP r16', 132],
  ['JMP m16', 133],
  ['CALL r16', 134],
  ['RET', 135],
  ['CBW', 136],
  ['CWD', 137],
  ['NOP', 138],
  ['CLC', 139],
  ['STC', 140],
  ['SHL r16 1', 141],
  ['SHR r16 1', 142],
  ['SAR r16 1', 143],
  ['ROL r16 1', 144],
  ['ROR r16 1', 145],
  ['RCL r16 1', 146],
  ['RCR r16 1', 147],
  ['SHL r8 1', 148],
  ['SHR r8 1', 149],
  ['SAR r8 1', 150],
  ['ROL r8 1', 151],
  ['ROR r8 1', 152],
  ['RCL r8 1', 153],
  ['RCR r8 1', 154],
  ['LODSW', 155],
  ['STOSW', 156],
  ['MOVSW', 157],
  ['LODSB', 158],
  ['STOSB', 159],
  ['MOVSB', 160],
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
      case 1: { // MOV r16 r16
         regs[(d >> 8) & 15] = regs[(d >> 24) & 15]!; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 2: { // ADD r16 r16
         const p = regs[(d >> 8) & 15]!; const q = regs[(d >> 24) & 15]!; const v = p + q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 3: { // OR r16 r16
         const p = regs[(d >> 8) & 15]!; const q = regs[(d >> 24) & 15]!; const v = p | q; result = (v << 16) >> 16; carries = 0; carry = 0; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 4: { // ADC r16 r16
         const p = regs[(d >> 8) & 15]!; const q = regs[(d >> 24) & 15]!; const v = p + q + ((carry >>> 16) & 1); result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 5: { // SBB r16 r16
         const p = regs[(d >> 8) & 15]!; const q = regs[(d >> 24) & 15]!; const v = p - q - ((carry >>> 16) & 1); result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 6: { // AND r16 r16
         const p = regs[(d >> 8) & 15]!; const q = regs[(d >> 24) & 15]!; const v = p & q; result = (v << 16) >> 16; carries = 0; carry = 0; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 7: { // SUB r16 r16
         const p = regs[(d >> 8) & 15]!; const q = regs[(d >> 24) & 15]!; const v = p - q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 8: { // XOR r16 r16
         const p = regs[(d >> 8) & 15]!; const q = regs[(d >> 24) & 15]!; const v = p ^ q; result = (v << 16) >> 16; carries = 0; carry = 0; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 9: { // CMP r16 r16
         const p = regs[(d >> 8) & 15]!; const q = regs[(d >> 24) & 15]!; const v = p - q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 10: { // TEST r16 r16
         const p = regs[(d >> 8) & 15]!; const q = regs[(d >> 24) & 15]!; const v = p & q; result = (v << 16) >> 16; carries = 0; carry = 0;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 11: { // MOV r16 m16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff;  regs[(d >> 8) & 15] = (ram[a]! | (ram[a1]! << 8)); ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 12: { // ADD r16 m16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff;  const p = regs[(d >> 8) & 15]!; const q = (ram[a]! | (ram[a1]! << 8)); const v = p + q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 13: { // OR r16 m16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff;  const p = regs[(d >> 8) & 15]!; const q = (ram[a]! | (ram[a1]! << 8)); const v = p | q; result = (v << 16) >> 16; carries = 0; carry = 0; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 14: { // ADC r16 m16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff;  const p = regs[(d >> 8) & 15]!; const q = (ram[a]! | (ram[a1]! << 8)); const v = p + q + ((carry >>> 16) & 1); result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 15: { // SBB r16 m16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff;  const p = regs[(d >> 8) & 15]!; const q = (ram[a]! | (ram[a1]! << 8)); const v = p - q - ((carry >>> 16) & 1); result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 16: { // AND r16 m16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff;  const p = regs[(d >> 8) & 15]!; const q = (ram[a]! | (ram[a1]! << 8)); const v = p & q; result = (v << 16) >> 16; carries = 0; carry = 0; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 17: { // SUB r16 m16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff;  const p = regs[(d >> 8) & 15]!; const q = (ram[a]! | (ram[a1]! << 8)); const v = p - q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 18: { // XOR r16 m16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff;  const p = regs[(d >> 8) & 15]!; const q = (ram[a]! | (ram[a1]! << 8)); const v = p ^ q; result = (v << 16) >> 16; carries = 0; carry = 0; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 19: { // CMP r16 m16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff;  const p = regs[(d >> 8) & 15]!; const q = (ram[a]! | (ram[a1]! << 8)); const v = p - q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 20: { // MOV m16 r16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const v = regs[(d >> 24) & 15]!; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 21: { // ADD m16 r16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = regs[(d >> 24) & 15]!; const v = p + q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 22: { // OR m16 r16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = regs[(d >> 24) & 15]!; const v = p | q; result = (v << 16) >> 16; carries = 0; carry = 0; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 23: { // ADC m16 r16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = regs[(d >> 24) & 15]!; const v = p + q + ((carry >>> 16) & 1); result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 24: { // SBB m16 r16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = regs[(d >> 24) & 15]!; const v = p - q - ((carry >>> 16) & 1); result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 25: { // AND m16 r16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = regs[(d >> 24) & 15]!; const v = p & q; result = (v << 16) >> 16; carries = 0; carry = 0; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 26: { // SUB m16 r16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = regs[(d >> 24) & 15]!; const v = p - q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 27: { // XOR m16 r16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = regs[(d >> 24) & 15]!; const v = p ^ q; result = (v << 16) >> 16; carries = 0; carry = 0; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 28: { // CMP m16 r16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff;  const p = (ram[a]! | (ram[a1]! << 8)); const q = regs[(d >> 24) & 15]!; const v = p - q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 29: { // TEST m16 r16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff;  const p = (ram[a]! | (ram[a1]! << 8)); const q = regs[(d >> 24) & 15]!; const v = p & q; result = (v << 16) >> 16; carries = 0; carry = 0;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 30: { // MOV r16 i16
         regs[(d >> 8) & 15] = (arg[pc]! >>> 16); ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 31: { // ADD r16 i16
         const p = regs[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p + q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 32: { // OR r16 i16
         const p = regs[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p | q; result = (v << 16) >> 16; carries = 0; carry = 0; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 33: { // ADC r16 i16
         const p = regs[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p + q + ((carry >>> 16) & 1); result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 34: { // SBB r16 i16
         const p = regs[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p - q - ((carry >>> 16) & 1); result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 35: { // AND r16 i16
         const p = regs[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p & q; result = (v << 16) >> 16; carries = 0; carry = 0; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 36: { // SUB r16 i16
         const p = regs[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p - q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 37: { // XOR r16 i16
         const p = regs[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p ^ q; result = (v << 16) >> 16; carries = 0; carry = 0; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 38: { // CMP r16 i16
         const p = regs[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p - q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 39: { // TEST r16 i16
         const p = regs[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p & q; result = (v << 16) >> 16; carries = 0; carry = 0;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 40: { // MOV m16 i16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const v = (arg[pc]! >>> 16); ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 41: { // ADD m16 i16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = (arg[pc]! >>> 16); const v = p + q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 42: { // OR m16 i16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = (arg[pc]! >>> 16); const v = p | q; result = (v << 16) >> 16; carries = 0; carry = 0; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 43: { // ADC m16 i16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = (arg[pc]! >>> 16); const v = p + q + ((carry >>> 16) & 1); result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 44: { // SBB m16 i16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = (arg[pc]! >>> 16); const v = p - q - ((carry >>> 16) & 1); result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 45: { // AND m16 i16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = (arg[pc]! >>> 16); const v = p & q; result = (v << 16) >> 16; carries = 0; carry = 0; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 46: { // SUB m16 i16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = (arg[pc]! >>> 16); const v = p - q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 47: { // XOR m16 i16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = (arg[pc]! >>> 16); const v = p ^ q; result = (v << 16) >> 16; carries = 0; carry = 0; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 48: { // CMP m16 i16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff;  const p = (ram[a]! | (ram[a1]! << 8)); const q = (arg[pc]! >>> 16); const v = p - q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 49: { // TEST m16 i16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff;  const p = (ram[a]! | (ram[a1]! << 8)); const q = (arg[pc]! >>> 16); const v = p & q; result = (v << 16) >> 16; carries = 0; carry = 0;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 50: { // INC r16
         const p = regs[(d >> 8) & 15]!; const v = p + 1; result = (v << 16) >> 16; carries = p ^ 1 ^ v; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 51: { // DEC r16
         const p = regs[(d >> 8) & 15]!; const v = p - 1; result = (v << 16) >> 16; carries = p ^ 1 ^ v; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 52: { // INC m16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const v = p + 1; result = (v << 16) >> 16; carries = p ^ 1 ^ v; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 53: { // DEC m16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const v = p - 1; result = (v << 16) >> 16; carries = p ^ 1 ^ v; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 54: { // MOV r8 r8
         bytes[(d >> 8) & 15] = bytes[(d >> 24) & 15]!; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 55: { // ADD r8 r8
         const p = bytes[(d >> 8) & 15]!; const q = bytes[(d >> 24) & 15]!; const v = p + q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 56: { // OR r8 r8
         const p = bytes[(d >> 8) & 15]!; const q = bytes[(d >> 24) & 15]!; const v = p | q; result = (v << 24) >> 24; carries = 0; carry = 0; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 57: { // ADC r8 r8
         const p = bytes[(d >> 8) & 15]!; const q = bytes[(d >> 24) & 15]!; const v = p + q + ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 58: { // SBB r8 r8
         const p = bytes[(d >> 8) & 15]!; const q = bytes[(d >> 24) & 15]!; const v = p - q - ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 59: { // AND r8 r8
         const p = bytes[(d >> 8) & 15]!; const q = bytes[(d >> 24) & 15]!; const v = p & q; result = (v << 24) >> 24; carries = 0; carry = 0; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 60: { // SUB r8 r8
         const p = bytes[(d >> 8) & 15]!; const q = bytes[(d >> 24) & 15]!; const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 61: { // XOR r8 r8
         const p = bytes[(d >> 8) & 15]!; const q = bytes[(d >> 24) & 15]!; const v = p ^ q; result = (v << 24) >> 24; carries = 0; carry = 0; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 62: { // CMP r8 r8
         const p = bytes[(d >> 8) & 15]!; const q = bytes[(d >> 24) & 15]!; const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 63: { // TEST r8 r8
         const p = bytes[(d >> 8) & 15]!; const q = bytes[(d >> 24) & 15]!; const v = p & q; result = (v << 24) >> 24; carries = 0; carry = 0;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 64: { // MOV r8 m8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  bytes[(d >> 8) & 15] = ram[a]!; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 65: { // ADD r8 m8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = bytes[(d >> 8) & 15]!; const q = ram[a]!; const v = p + q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 66: { // OR r8 m8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = bytes[(d >> 8) & 15]!; const q = ram[a]!; const v = p | q; result = (v << 24) >> 24; carries = 0; carry = 0; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 67: { // ADC r8 m8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = bytes[(d >> 8) & 15]!; const q = ram[a]!; const v = p + q + ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 68: { // SBB r8 m8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = bytes[(d >> 8) & 15]!; const q = ram[a]!; const v = p - q - ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 69: { // AND r8 m8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = bytes[(d >> 8) & 15]!; const q = ram[a]!; const v = p & q; result = (v << 24) >> 24; carries = 0; carry = 0; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 70: { // SUB r8 m8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = bytes[(d >> 8) & 15]!; const q = ram[a]!; const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 71: { // XOR r8 m8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = bytes[(d >> 8) & 15]!; const q = ram[a]!; const v = p ^ q; result = (v << 24) >> 24; carries = 0; carry = 0; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 72: { // CMP r8 m8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = bytes[(d >> 8) & 15]!; const q = ram[a]!; const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 73: { // MOV m8 r8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const v = bytes[(d >> 24) & 15]!; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 74: { // ADD m8 r8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = bytes[(d >> 24) & 15]!; const v = p + q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 75: { // OR m8 r8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = bytes[(d >> 24) & 15]!; const v = p | q; result = (v << 24) >> 24; carries = 0; carry = 0; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 76: { // ADC m8 r8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = bytes[(d >> 24) & 15]!; const v = p + q + ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 77: { // SBB m8 r8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = bytes[(d >> 24) & 15]!; const v = p - q - ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 78: { // AND m8 r8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = bytes[(d >> 24) & 15]!; const v = p & q; result = (v << 24) >> 24; carries = 0; carry = 0; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 79: { // SUB m8 r8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = bytes[(d >> 24) & 15]!; const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 80: { // XOR m8 r8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = bytes[(d >> 24) & 15]!; const v = p ^ q; result = (v << 24) >> 24; carries = 0; carry = 0; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 81: { // CMP m8 r8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = ram[a]!; const q = bytes[(d >> 24) & 15]!; const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 82: { // TEST m8 r8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = ram[a]!; const q = bytes[(d >> 24) & 15]!; const v = p & q; result = (v << 24) >> 24; carries = 0; carry = 0;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 83: { // MOV r8 i8
         bytes[(d >> 8) & 15] = (arg[pc]! >>> 16); ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 84: { // ADD r8 i8
         const p = bytes[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p + q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 85: { // OR r8 i8
         const p = bytes[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p | q; result = (v << 24) >> 24; carries = 0; carry = 0; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 86: { // ADC r8 i8
         const p = bytes[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p + q + ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 87: { // SBB r8 i8
         const p = bytes[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p - q - ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 88: { // AND r8 i8
         const p = bytes[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p & q; result = (v << 24) >> 24; carries = 0; carry = 0; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 89: { // SUB r8 i8
         const p = bytes[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 90: { // XOR r8 i8
         const p = bytes[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p ^ q; result = (v << 24) >> 24; carries = 0; carry = 0; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 91: { // CMP r8 i8
         const p = bytes[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 92: { // TEST r8 i8
         const p = bytes[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p & q; result = (v << 24) >> 24; carries = 0; carry = 0;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 93: { // MOV m8 i8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const v = (arg[pc]! >>> 16); ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 94: { // ADD m8 i8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = (arg[pc]! >>> 16); const v = p + q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 95: { // OR m8 i8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = (arg[pc]! >>> 16); const v = p | q; result = (v << 24) >> 24; carries = 0; carry = 0; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 96: { // ADC m8 i8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = (arg[pc]! >>> 16); const v = p + q + ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 97: { // SBB m8 i8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = (arg[pc]! >>> 16); const v = p - q - ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 98: { // AND m8 i8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = (arg[pc]! >>> 16); const v = p & q; result = (v << 24) >> 24; carries = 0; carry = 0; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 99: { // SUB m8 i8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = (arg[pc]! >>> 16); const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 100: { // XOR m8 i8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = (arg[pc]! >>> 16); const v = p ^ q; result = (v << 24) >> 24; carries = 0; carry = 0; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 101: { // CMP m8 i8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = ram[a]!; const q = (arg[pc]! >>> 16); const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 102: { // TEST m8 i8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = ram[a]!; const q = (arg[pc]! >>> 16); const v = p & q; result = (v << 24) >> 24; carries = 0; carry = 0;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 103: { // INC r8
         const p = bytes[(d >> 8) & 15]!; const v = p + 1; result = (v << 24) >> 24; const x = p ^ 1 ^ v; carries = (x << 8) | (x & 0x10); bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 104: { // DEC r8
         const p = bytes[(d >> 8) & 15]!; const v = p - 1; result = (v << 24) >> 24; const x = p ^ 1 ^ v; carries = (x << 8) | (x & 0x10); bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 105: { // INC m8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const v = p + 1; result = (v << 24) >> 24; const x = p ^ 1 ^ v; carries = (x << 8) | (x & 0x10); ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 106: { // DEC m8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const v = p - 1; result = (v << 24) >> 24; const x = p ^ 1 ^ v; carries = (x << 8) | (x & 0x10); ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 107: { // LEA r16 m
        regs[(d >> 8) & 15] = regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 108: { // XCHG r16 r16
        const p = regs[(d >> 8) & 15]!; regs[(d >> 8) & 15] = regs[(d >> 24) & 15]!; regs[(d >> 24) & 15] = p; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 109: { // PUSH r16
        { const sp = (regs[4]! - 2) & 0xffff; if (sp === 0xffff) break; const a = ((regs[10]! << 4) + sp) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const v = regs[(d >> 8) & 15]!; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; regs[4] = sp; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue; }
      }
      case 110: { // PUSH m16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const b = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; { const sp = (regs[4]! - 2) & 0xffff; if (sp === 0xffff) break; const a = ((regs[10]! << 4) + sp) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const v = (ram[b]! | (ram[(b + 1) & 0xfffff]! << 8)); ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; regs[4] = sp; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue; }
      }
      case 111: { // POP r16
        const sp = regs[4]!; if (sp === 0xffff) break; const a = ((regs[10]! << 4) + sp) & 0xfffff; const a1 = (a + 1) & 0xfffff;  regs[(d >> 8) & 15] = (ram[a]! | (ram[a1]! << 8)); regs[4] = sp + 2; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 112: { // JO
        ip = (ip + (((carries ^ (carries >> 1)) & 0x8000) !== 0 ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 113: { // JNO
        ip = (ip + (!(((carries ^ (carries >> 1)) & 0x8000) !== 0) ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 114: { // JB
        ip = (ip + ((carry & 0x10000) !== 0 ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 115: { // JNB
        ip = (ip + (!((carry & 0x10000) !== 0) ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 116: { // JZ
        ip = (ip + ((result & 0xffff) === 0 ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 117: { // JNZ
        ip = (ip + (!((result & 0xffff) === 0) ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 118: { // JBE
        ip = (ip + ((carry & 0x10000) !== 0 || (result & 0xffff) === 0 ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 119: { // JNBE
        ip = (ip + (!((carry & 0x10000) !== 0 || (result & 0xffff) === 0) ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 120: { // JS
        ip = (ip + (result < 0 ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 121: { // JNS
        ip = (ip + (!(result < 0) ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 122: { // JP
        ip = (ip + (parity(result) ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 123: { // JNP
        ip = (ip + (!(parity(result)) ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 124: { // JL
        ip = (ip + ((((result >>> 16) ^ carries ^ (carries >> 1)) & 0x8000) !== 0 ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 125: { // JNL
        ip = (ip + (!((((result >>> 16) ^ carries ^ (carries >> 1)) & 0x8000) !== 0) ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 126: { // JLE
        ip = (ip + ((result & 0xffff) === 0 || (((result >>> 16) ^ carries ^ (carries >> 1)) & 0x8000) !== 0 ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 127: { // JNLE
        ip = (ip + (!((result & 0xffff) === 0 || (((result >>> 16) ^ carries ^ (carries >> 1)) & 0x8000) !== 0) ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 128: { // JMP
        ip = (ip + arg[pc]!) & 0xffff; tag++; continue;
      }
      case 129: { // JCXZ
        ip = (ip + (regs[1] === 0 ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 130: { // LOOP
        const p = (regs[1]! - 1) & 0xffff; regs[1] = p; ip = (ip + (p !== 0 ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 131: { // CALL
        const sp = (regs[4]! - 2) & 0xffff; if (sp === 0xffff) break; const a = ((regs[10]! << 4) + sp) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const v = ip + (d >>> 28); const t = (ip + arg[pc]!) & 0xffff; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; regs[4] = sp; ip = t; tag++; continue;
      }
      case 132: { // JMP r16
        ip = regs[(d >> 8) & 15]!; tag++; continue;
      }
      case 133: { // JMP m16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff;  ip = (ram[a]! | (ram[a1]! << 8)); tag++; continue;
      }
      case 134: { // CALL r16
        const sp = (regs[4]! - 2) & 0xffff; if (sp === 0xffff) break; const a = ((regs[10]! << 4) + sp) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const v = ip + (d >>> 28); const t = regs[(d >> 8) & 15]!; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; regs[4] = sp; ip = t; tag++; continue;
      }
      case 135: { // RET
        const sp = regs[4]!; if (sp === 0xffff) break; const a = ((regs[10]! << 4) + sp) & 0xfffff; const a1 = (a + 1) & 0xfffff;  regs[4] = sp + 2 + (arg[pc]! >>> 16); ip = (ram[a]! | (ram[a1]! << 8)); tag++; continue;
      }
      case 136: { // CBW
        regs[0] = (regs[0]! << 24) >> 24; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 137: { // CWD
        regs[2] = (regs[0]! << 16) >> 31; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 138: { // NOP
        ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 139: { // CLC
        carry = 0; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 140: { // STC
        carry = 0x10000; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 141: { // SHL r16 1
        const p = regs[(d >> 8) & 15]!; const v = p << 1; result = (v << 16) >> 16; carries = (v & 0x10) | (((p ^ v) & 32768) << 0); carry = p << 1; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 142: { // SHR r16 1
        const p = regs[(d >> 8) & 15]!; const v = p >> 1; result = v; carries = (p & 32768) << 0; carry = p << 16; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 143: { // SAR r16 1
        const p = regs[(d >> 8) & 15]!; const v = (p >> 1) | (p & 32768); result = (v << 16) >> 16; carries = 0; carry = p << 16; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 144: { // ROL r16 1
        const p = regs[(d >> 8) & 15]!; const v = (p << 1) | (p >> 15); carries = (carries & 0x10) | (((p ^ v) & 32768) << 0); carry = p << 1; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 145: { // ROR r16 1
        const p = regs[(d >> 8) & 15]!; const v = (p >> 1) | (p << 15); carries = (carries & 0x10) | (((p ^ v) & 32768) << 0); carry = p << 16; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 146: { // RCL r16 1
        const p = regs[(d >> 8) & 15]!; const v = (p << 1) | ((carry >>> 16) & 1); carries = (carries & 0x10) | (((p ^ v) & 32768) << 0); carry = p << 1; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 147: { // RCR r16 1
        const p = regs[(d >> 8) & 15]!; const v = (p >> 1) | ((carry >>> 16) << 15); carries = (carries & 0x10) | (((p ^ v) & 32768) << 0); carry = p << 16; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 148: { // SHL r8 1
        const p = bytes[(d >> 8) & 15]!; const v = p << 1; result = (v << 24) >> 24; carries = (v & 0x10) | (((p ^ v) & 128) << 8); carry = p << 9; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 149: { // SHR r8 1
        const p = bytes[(d >> 8) & 15]!; const v = p >> 1; result = v; carries = (p & 128) << 8; carry = p << 16; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 150: { // SAR r8 1
        const p = bytes[(d >> 8) & 15]!; const v = (p >> 1) | (p & 128); result = (v << 24) >> 24; carries = 0; carry = p << 16; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 151: { // ROL r8 1
        const p = bytes[(d >> 8) & 15]!; const v = (p << 1) | (p >> 7); carries = (carries & 0x10) | (((p ^ v) & 128) << 8); carry = p << 9; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 152: { // ROR r8 1
        const p = bytes[(d >> 8) & 15]!; const v = (p >> 1) | (p << 7); carries = (carries & 0x10) | (((p ^ v) & 128) << 8); carry = p << 16; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 153: { // RCL r8 1
        const p = bytes[(d >> 8) & 15]!; const v = (p << 1) | ((carry >>> 16) & 1); carries = (carries & 0x10) | (((p ^ v) & 128) << 8); carry = p << 9; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 154: { // RCR r8 1
        const p = bytes[(d >> 8) & 15]!; const v = (p >> 1) | ((carry >>> 16) << 7); carries = (carries & 0x10) | (((p ^ v) & 128) << 8); carry = p << 16; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 155: { // LODSW
        const o6 = regs[6]!; if (o6 === 0xffff) break; const b = ((regs[(d >> 20) & 15]! << 4) + o6) & 0xfffff; const b1 = (b + 1) & 0xfffff;  regs[0] = (ram[b]! | (ram[b1]! << 8)); regs[6] = o6 + 2 - ((core.control & 0x400) >> 8); ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 156: { // STOSW
        const o7 = regs[7]!; if (o7 === 0xffff) break; const a = ((regs[8]! << 4) + o7) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const v = regs[0]!; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; regs[7] = o7 + 2 - ((core.control & 0x400) >> 8); ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 157: { // MOVSW
        const o6 = regs[6]!; if (o6 === 0xffff) break; const b = ((regs[(d >> 20) & 15]! << 4) + o6) & 0xfffff; const b1 = (b + 1) & 0xfffff;  const o7 = regs[7]!; if (o7 === 0xffff) break; const a = ((regs[8]! << 4) + o7) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const v = (ram[b]! | (ram[b1]! << 8)); ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; const s = 2 - ((core.control & 0x400) >> 8); regs[6] = o6 + s; regs[7] = o7 + s; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 158: { // LODSB
        const o6 = regs[6]!;  const b = ((regs[(d >> 20) & 15]! << 4) + o6) & 0xfffff;   bytes[0] = ram[b]!; regs[6] = o6 + 1 - ((core.control & 0x400) >> 9); ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 159: { // STOSB
        const o7 = regs[7]!;  const a = ((regs[8]! << 4) + o7) & 0xfffff;  if (map[a] !== 0) break; const v = bytes[0]!; ram[a] = v; shadow[a] = tag; regs[7] = o7 + 1 - ((core.control & 0x400) >> 9); ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 160: { // MOVSB
        const o6 = regs[6]!;  const b = ((regs[(d >> 20) & 15]! << 4) + o6) & 0xfffff;   const o7 = regs[7]!;  const a = ((regs[8]! << 4) + o7) & 0xfffff;  if (map[a] !== 0) break; const v = ram[b]!; ram[a] = v; shadow[a] = tag; const s = 1 - ((core.control & 0x400) >> 9); regs[6] = o6 + s; regs[7] = o7 + s; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
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
