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
  ['TEST r16 m16', 20],
  ['MOV m16 r16', 21],
  ['ADD m16 r16', 22],
  ['OR m16 r16', 23],
  ['ADC m16 r16', 24],
  ['SBB m16 r16', 25],
  ['AND m16 r16', 26],
  ['SUB m16 r16', 27],
  ['XOR m16 r16', 28],
  ['CMP m16 r16', 29],
  ['TEST m16 r16', 30],
  ['MOV r16 i16', 31],
  ['ADD r16 i16', 32],
  ['OR r16 i16', 33],
  ['ADC r16 i16', 34],
  ['SBB r16 i16', 35],
  ['AND r16 i16', 36],
  ['SUB r16 i16', 37],
  ['XOR r16 i16', 38],
  ['CMP r16 i16', 39],
  ['TEST r16 i16', 40],
  ['MOV m16 i16', 41],
  ['ADD m16 i16', 42],
  ['OR m16 i16', 43],
  ['ADC m16 i16', 44],
  ['SBB m16 i16', 45],
  ['AND m16 i16', 46],
  ['SUB m16 i16', 47],
  ['XOR m16 i16', 48],
  ['CMP m16 i16', 49],
  ['TEST m16 i16', 50],
  ['INC r16', 51],
  ['DEC r16', 52],
  ['INC m16', 53],
  ['DEC m16', 54],
  ['MOV r8 r8', 55],
  ['ADD r8 r8', 56],
  ['OR r8 r8', 57],
  ['ADC r8 r8', 58],
  ['SBB r8 r8', 59],
  ['AND r8 r8', 60],
  ['SUB r8 r8', 61],
  ['XOR r8 r8', 62],
  ['CMP r8 r8', 63],
  ['TEST r8 r8', 64],
  ['MOV r8 m8', 65],
  ['ADD r8 m8', 66],
  ['OR r8 m8', 67],
  ['ADC r8 m8', 68],
  ['SBB r8 m8', 69],
  ['AND r8 m8', 70],
  ['SUB r8 m8', 71],
  ['XOR r8 m8', 72],
  ['CMP r8 m8', 73],
  ['TEST r8 m8', 74],
  ['MOV m8 r8', 75],
  ['ADD m8 r8', 76],
  ['OR m8 r8', 77],
  ['ADC m8 r8', 78],
  ['SBB m8 r8', 79],
  ['AND m8 r8', 80],
  ['SUB m8 r8', 81],
  ['XOR m8 r8', 82],
  ['CMP m8 r8', 83],
  ['TEST m8 r8', 84],
  ['MOV r8 i8', 85],
  ['ADD r8 i8', 86],
  ['OR r8 i8', 87],
  ['ADC r8 i8', 88],
  ['SBB r8 i8', 89],
  ['AND r8 i8', 90],
  ['SUB r8 i8', 91],
  ['XOR r8 i8', 92],
  ['CMP r8 i8', 93],
  ['TEST r8 i8', 94],
  ['MOV m8 i8', 95],
  ['ADD m8 i8', 96],
  ['OR m8 i8', 97],
  ['ADC m8 i8', 98],
  ['SBB m8 i8', 99],
  ['AND m8 i8', 100],
  ['SUB m8 i8', 101],
  ['XOR m8 i8', 102],
  ['CMP m8 i8', 103],
  ['TEST m8 i8', 104],
  ['INC r8', 105],
  ['DEC r8', 106],
  ['INC m8', 107],
  ['DEC m8', 108],
  ['LEA r16 m', 109],
  ['XCHG r16 r16', 110],
  ['PUSH r16', 111],
  ['PUSH m16', 112],
  ['POP r16', 113],
  ['JO', 114],
  ['JNO', 115],
  ['JB', 116],
  ['JNB', 117],
  ['JZ', 118],
  ['JNZ', 119],
  ['JBE', 120],
  ['JNBE', 121],
  ['JS', 122],
  ['JNS', 123],
  ['JP', 124],
  ['JNP', 125],
  ['JL', 126],
  ['JNL', 127],
  ['JLE', 128],
  ['JNLE', 129],
  ['JMP', 130],
  ['JCXZ', 131],
  ['LOOP', 132],
  ['CALL', 133],
  ['JMP r16', 134],
  ['JMP m16', 135],
  ['CALL r16', 136],
  ['RET', 137],
  ['CBW', 138],
  ['CWD', 139],
  ['NOP', 140],
  ['CLC', 141],
  ['STC', 142],
  ['SHL r16 1', 143],
  ['SHR r16 1', 144],
  ['SAR r16 1', 145],
  ['ROL r16 1', 146],
  ['ROR r16 1', 147],
  ['RCL r16 1', 148],
  ['RCR r16 1', 149],
  ['SHL r8 1', 150],
  ['SHR r8 1', 151],
  ['SAR r8 1', 152],
  ['ROL r8 1', 153],
  ['ROR r8 1', 154],
  ['RCL r8 1', 155],
  ['RCR r8 1', 156],
  ['LODSW', 157],
  ['STOSW', 158],
  ['MOVSW', 159],
  ['LODSB', 160],
  ['STOSB', 161],
  ['MOVSB', 162],
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
      case 20: { // TEST r16 m16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff;  const p = regs[(d >> 8) & 15]!; const q = (ram[a]! | (ram[a1]! << 8)); const v = p & q; result = (v << 16) >> 16; carries = 0; carry = 0;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 21: { // MOV m16 r16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const v = regs[(d >> 24) & 15]!; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 22: { // ADD m16 r16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = regs[(d >> 24) & 15]!; const v = p + q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 23: { // OR m16 r16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = regs[(d >> 24) & 15]!; const v = p | q; result = (v << 16) >> 16; carries = 0; carry = 0; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 24: { // ADC m16 r16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = regs[(d >> 24) & 15]!; const v = p + q + ((carry >>> 16) & 1); result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 25: { // SBB m16 r16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = regs[(d >> 24) & 15]!; const v = p - q - ((carry >>> 16) & 1); result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 26: { // AND m16 r16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = regs[(d >> 24) & 15]!; const v = p & q; result = (v << 16) >> 16; carries = 0; carry = 0; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 27: { // SUB m16 r16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = regs[(d >> 24) & 15]!; const v = p - q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 28: { // XOR m16 r16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = regs[(d >> 24) & 15]!; const v = p ^ q; result = (v << 16) >> 16; carries = 0; carry = 0; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 29: { // CMP m16 r16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff;  const p = (ram[a]! | (ram[a1]! << 8)); const q = regs[(d >> 24) & 15]!; const v = p - q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 30: { // TEST m16 r16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff;  const p = (ram[a]! | (ram[a1]! << 8)); const q = regs[(d >> 24) & 15]!; const v = p & q; result = (v << 16) >> 16; carries = 0; carry = 0;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 31: { // MOV r16 i16
         regs[(d >> 8) & 15] = (arg[pc]! >>> 16); ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 32: { // ADD r16 i16
         const p = regs[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p + q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 33: { // OR r16 i16
         const p = regs[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p | q; result = (v << 16) >> 16; carries = 0; carry = 0; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 34: { // ADC r16 i16
         const p = regs[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p + q + ((carry >>> 16) & 1); result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 35: { // SBB r16 i16
         const p = regs[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p - q - ((carry >>> 16) & 1); result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 36: { // AND r16 i16
         const p = regs[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p & q; result = (v << 16) >> 16; carries = 0; carry = 0; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 37: { // SUB r16 i16
         const p = regs[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p - q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 38: { // XOR r16 i16
         const p = regs[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p ^ q; result = (v << 16) >> 16; carries = 0; carry = 0; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 39: { // CMP r16 i16
         const p = regs[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p - q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 40: { // TEST r16 i16
         const p = regs[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p & q; result = (v << 16) >> 16; carries = 0; carry = 0;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 41: { // MOV m16 i16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const v = (arg[pc]! >>> 16); ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 42: { // ADD m16 i16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = (arg[pc]! >>> 16); const v = p + q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 43: { // OR m16 i16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = (arg[pc]! >>> 16); const v = p | q; result = (v << 16) >> 16; carries = 0; carry = 0; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 44: { // ADC m16 i16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = (arg[pc]! >>> 16); const v = p + q + ((carry >>> 16) & 1); result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 45: { // SBB m16 i16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = (arg[pc]! >>> 16); const v = p - q - ((carry >>> 16) & 1); result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 46: { // AND m16 i16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = (arg[pc]! >>> 16); const v = p & q; result = (v << 16) >> 16; carries = 0; carry = 0; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 47: { // SUB m16 i16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = (arg[pc]! >>> 16); const v = p - q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 48: { // XOR m16 i16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const q = (arg[pc]! >>> 16); const v = p ^ q; result = (v << 16) >> 16; carries = 0; carry = 0; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 49: { // CMP m16 i16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff;  const p = (ram[a]! | (ram[a1]! << 8)); const q = (arg[pc]! >>> 16); const v = p - q; result = (v << 16) >> 16; carries = p ^ q ^ v; carry = v;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 50: { // TEST m16 i16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff;  const p = (ram[a]! | (ram[a1]! << 8)); const q = (arg[pc]! >>> 16); const v = p & q; result = (v << 16) >> 16; carries = 0; carry = 0;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 51: { // INC r16
         const p = regs[(d >> 8) & 15]!; const v = p + 1; result = (v << 16) >> 16; carries = p ^ 1 ^ v; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 52: { // DEC r16
         const p = regs[(d >> 8) & 15]!; const v = p - 1; result = (v << 16) >> 16; carries = p ^ 1 ^ v; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 53: { // INC m16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const v = p + 1; result = (v << 16) >> 16; carries = p ^ 1 ^ v; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 54: { // DEC m16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const p = (ram[a]! | (ram[a1]! << 8)); const v = p - 1; result = (v << 16) >> 16; carries = p ^ 1 ^ v; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 55: { // MOV r8 r8
         bytes[(d >> 8) & 15] = bytes[(d >> 24) & 15]!; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 56: { // ADD r8 r8
         const p = bytes[(d >> 8) & 15]!; const q = bytes[(d >> 24) & 15]!; const v = p + q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 57: { // OR r8 r8
         const p = bytes[(d >> 8) & 15]!; const q = bytes[(d >> 24) & 15]!; const v = p | q; result = (v << 24) >> 24; carries = 0; carry = 0; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 58: { // ADC r8 r8
         const p = bytes[(d >> 8) & 15]!; const q = bytes[(d >> 24) & 15]!; const v = p + q + ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 59: { // SBB r8 r8
         const p = bytes[(d >> 8) & 15]!; const q = bytes[(d >> 24) & 15]!; const v = p - q - ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 60: { // AND r8 r8
         const p = bytes[(d >> 8) & 15]!; const q = bytes[(d >> 24) & 15]!; const v = p & q; result = (v << 24) >> 24; carries = 0; carry = 0; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 61: { // SUB r8 r8
         const p = bytes[(d >> 8) & 15]!; const q = bytes[(d >> 24) & 15]!; const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 62: { // XOR r8 r8
         const p = bytes[(d >> 8) & 15]!; const q = bytes[(d >> 24) & 15]!; const v = p ^ q; result = (v << 24) >> 24; carries = 0; carry = 0; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 63: { // CMP r8 r8
         const p = bytes[(d >> 8) & 15]!; const q = bytes[(d >> 24) & 15]!; const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 64: { // TEST r8 r8
         const p = bytes[(d >> 8) & 15]!; const q = bytes[(d >> 24) & 15]!; const v = p & q; result = (v << 24) >> 24; carries = 0; carry = 0;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 65: { // MOV r8 m8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  bytes[(d >> 8) & 15] = ram[a]!; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 66: { // ADD r8 m8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = bytes[(d >> 8) & 15]!; const q = ram[a]!; const v = p + q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 67: { // OR r8 m8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = bytes[(d >> 8) & 15]!; const q = ram[a]!; const v = p | q; result = (v << 24) >> 24; carries = 0; carry = 0; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 68: { // ADC r8 m8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = bytes[(d >> 8) & 15]!; const q = ram[a]!; const v = p + q + ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 69: { // SBB r8 m8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = bytes[(d >> 8) & 15]!; const q = ram[a]!; const v = p - q - ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 70: { // AND r8 m8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = bytes[(d >> 8) & 15]!; const q = ram[a]!; const v = p & q; result = (v << 24) >> 24; carries = 0; carry = 0; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 71: { // SUB r8 m8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = bytes[(d >> 8) & 15]!; const q = ram[a]!; const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 72: { // XOR r8 m8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = bytes[(d >> 8) & 15]!; const q = ram[a]!; const v = p ^ q; result = (v << 24) >> 24; carries = 0; carry = 0; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 73: { // CMP r8 m8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = bytes[(d >> 8) & 15]!; const q = ram[a]!; const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 74: { // TEST r8 m8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = bytes[(d >> 8) & 15]!; const q = ram[a]!; const v = p & q; result = (v << 24) >> 24; carries = 0; carry = 0;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 75: { // MOV m8 r8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const v = bytes[(d >> 24) & 15]!; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 76: { // ADD m8 r8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = bytes[(d >> 24) & 15]!; const v = p + q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 77: { // OR m8 r8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = bytes[(d >> 24) & 15]!; const v = p | q; result = (v << 24) >> 24; carries = 0; carry = 0; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 78: { // ADC m8 r8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = bytes[(d >> 24) & 15]!; const v = p + q + ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 79: { // SBB m8 r8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = bytes[(d >> 24) & 15]!; const v = p - q - ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 80: { // AND m8 r8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = bytes[(d >> 24) & 15]!; const v = p & q; result = (v << 24) >> 24; carries = 0; carry = 0; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 81: { // SUB m8 r8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = bytes[(d >> 24) & 15]!; const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 82: { // XOR m8 r8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = bytes[(d >> 24) & 15]!; const v = p ^ q; result = (v << 24) >> 24; carries = 0; carry = 0; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 83: { // CMP m8 r8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = ram[a]!; const q = bytes[(d >> 24) & 15]!; const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 84: { // TEST m8 r8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = ram[a]!; const q = bytes[(d >> 24) & 15]!; const v = p & q; result = (v << 24) >> 24; carries = 0; carry = 0;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 85: { // MOV r8 i8
         bytes[(d >> 8) & 15] = (arg[pc]! >>> 16); ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 86: { // ADD r8 i8
         const p = bytes[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p + q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 87: { // OR r8 i8
         const p = bytes[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p | q; result = (v << 24) >> 24; carries = 0; carry = 0; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 88: { // ADC r8 i8
         const p = bytes[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p + q + ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 89: { // SBB r8 i8
         const p = bytes[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p - q - ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 90: { // AND r8 i8
         const p = bytes[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p & q; result = (v << 24) >> 24; carries = 0; carry = 0; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 91: { // SUB r8 i8
         const p = bytes[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 92: { // XOR r8 i8
         const p = bytes[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p ^ q; result = (v << 24) >> 24; carries = 0; carry = 0; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 93: { // CMP r8 i8
         const p = bytes[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 94: { // TEST r8 i8
         const p = bytes[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16); const v = p & q; result = (v << 24) >> 24; carries = 0; carry = 0;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 95: { // MOV m8 i8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const v = (arg[pc]! >>> 16); ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 96: { // ADD m8 i8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = (arg[pc]! >>> 16); const v = p + q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 97: { // OR m8 i8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = (arg[pc]! >>> 16); const v = p | q; result = (v << 24) >> 24; carries = 0; carry = 0; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 98: { // ADC m8 i8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = (arg[pc]! >>> 16); const v = p + q + ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 99: { // SBB m8 i8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = (arg[pc]! >>> 16); const v = p - q - ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 100: { // AND m8 i8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = (arg[pc]! >>> 16); const v = p & q; result = (v << 24) >> 24; carries = 0; carry = 0; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 101: { // SUB m8 i8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = (arg[pc]! >>> 16); const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 102: { // XOR m8 i8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const q = (arg[pc]! >>> 16); const v = p ^ q; result = (v << 24) >> 24; carries = 0; carry = 0; ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 103: { // CMP m8 i8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = ram[a]!; const q = (arg[pc]! >>> 16); const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 104: { // TEST m8 i8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff;  const p = ram[a]!; const q = (arg[pc]! >>> 16); const v = p & q; result = (v << 24) >> 24; carries = 0; carry = 0;  ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 105: { // INC r8
         const p = bytes[(d >> 8) & 15]!; const v = p + 1; result = (v << 24) >> 24; const x = p ^ 1 ^ v; carries = (x << 8) | (x & 0x10); bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 106: { // DEC r8
         const p = bytes[(d >> 8) & 15]!; const v = p - 1; result = (v << 24) >> 24; const x = p ^ 1 ^ v; carries = (x << 8) | (x & 0x10); bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 107: { // INC m8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const v = p + 1; result = (v << 24) >> 24; const x = p ^ 1 ^ v; carries = (x << 8) | (x & 0x10); ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 108: { // DEC m8
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break; const p = ram[a]!; const v = p - 1; result = (v << 24) >> 24; const x = p ^ 1 ^ v; carries = (x << 8) | (x & 0x10); ram[a] = v; shadow[a] = tag; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 109: { // LEA r16 m
        regs[(d >> 8) & 15] = regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 110: { // XCHG r16 r16
        const p = regs[(d >> 8) & 15]!; regs[(d >> 8) & 15] = regs[(d >> 24) & 15]!; regs[(d >> 24) & 15] = p; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 111: { // PUSH r16
        { const sp = (regs[4]! - 2) & 0xffff; if (sp === 0xffff) break; const a = ((regs[10]! << 4) + sp) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const v = regs[(d >> 8) & 15]!; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; regs[4] = sp; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue; }
      }
      case 112: { // PUSH m16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const b = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; { const sp = (regs[4]! - 2) & 0xffff; if (sp === 0xffff) break; const a = ((regs[10]! << 4) + sp) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const v = (ram[b]! | (ram[(b + 1) & 0xfffff]! << 8)); ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; regs[4] = sp; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue; }
      }
      case 113: { // POP r16
        const sp = regs[4]!; if (sp === 0xffff) break; const a = ((regs[10]! << 4) + sp) & 0xfffff; const a1 = (a + 1) & 0xfffff;  regs[(d >> 8) & 15] = (ram[a]! | (ram[a1]! << 8)); regs[4] = sp + 2; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 114: { // JO
        ip = (ip + (((carries ^ (carries >> 1)) & 0x8000) !== 0 ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 115: { // JNO
        ip = (ip + (!(((carries ^ (carries >> 1)) & 0x8000) !== 0) ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 116: { // JB
        ip = (ip + ((carry & 0x10000) !== 0 ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 117: { // JNB
        ip = (ip + (!((carry & 0x10000) !== 0) ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 118: { // JZ
        ip = (ip + ((result & 0xffff) === 0 ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 119: { // JNZ
        ip = (ip + (!((result & 0xffff) === 0) ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 120: { // JBE
        ip = (ip + ((carry & 0x10000) !== 0 || (result & 0xffff) === 0 ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 121: { // JNBE
        ip = (ip + (!((carry & 0x10000) !== 0 || (result & 0xffff) === 0) ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 122: { // JS
        ip = (ip + (result < 0 ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 123: { // JNS
        ip = (ip + (!(result < 0) ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 124: { // JP
        ip = (ip + (parity(result) ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 125: { // JNP
        ip = (ip + (!(parity(result)) ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 126: { // JL
        ip = (ip + ((((result >>> 16) ^ carries ^ (carries >> 1)) & 0x8000) !== 0 ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 127: { // JNL
        ip = (ip + (!((((result >>> 16) ^ carries ^ (carries >> 1)) & 0x8000) !== 0) ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 128: { // JLE
        ip = (ip + ((result & 0xffff) === 0 || (((result >>> 16) ^ carries ^ (carries >> 1)) & 0x8000) !== 0 ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 129: { // JNLE
        ip = (ip + (!((result & 0xffff) === 0 || (((result >>> 16) ^ carries ^ (carries >> 1)) & 0x8000) !== 0) ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 130: { // JMP
        ip = (ip + arg[pc]!) & 0xffff; tag++; continue;
      }
      case 131: { // JCXZ
        ip = (ip + (regs[1] === 0 ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 132: { // LOOP
        const p = (regs[1]! - 1) & 0xffff; regs[1] = p; ip = (ip + (p !== 0 ? arg[pc]! : d >>> 28)) & 0xffff; tag++; continue;
      }
      case 133: { // CALL
        const sp = (regs[4]! - 2) & 0xffff; if (sp === 0xffff) break; const a = ((regs[10]! << 4) + sp) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const v = (ip + (d >>> 28)) & 0xffff; const t = (ip + arg[pc]!) & 0xffff; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; regs[4] = sp; ip = t; tag++; continue;
      }
      case 134: { // JMP r16
        ip = regs[(d >> 8) & 15]!; tag++; continue;
      }
      case 135: { // JMP m16
        const ea = (regs[(d >> 12) & 15]! + regs[(d >> 16) & 15]! + arg[pc]!) & 0xffff; if (ea === 0xffff) break; const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; const a1 = (a + 1) & 0xfffff;  ip = (ram[a]! | (ram[a1]! << 8)); tag++; continue;
      }
      case 136: { // CALL r16
        const sp = (regs[4]! - 2) & 0xffff; if (sp === 0xffff) break; const a = ((regs[10]! << 4) + sp) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const v = (ip + (d >>> 28)) & 0xffff; const t = regs[(d >> 8) & 15]!; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; regs[4] = sp; ip = t; tag++; continue;
      }
      case 137: { // RET
        const sp = regs[4]!; if (sp === 0xffff) break; const a = ((regs[10]! << 4) + sp) & 0xfffff; const a1 = (a + 1) & 0xfffff;  regs[4] = sp + 2 + (arg[pc]! >>> 16); ip = (ram[a]! | (ram[a1]! << 8)); tag++; continue;
      }
      case 138: { // CBW
        regs[0] = (regs[0]! << 24) >> 24; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 139: { // CWD
        regs[2] = (regs[0]! << 16) >> 31; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 140: { // NOP
        ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 141: { // CLC
        carry = 0; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 142: { // STC
        carry = 0x10000; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 143: { // SHL r16 1
        const p = regs[(d >> 8) & 15]!; const v = p << 1; result = (v << 16) >> 16; carries = (v & 0x10) | (((p ^ v) & 32768) << 0); carry = p << 1; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 144: { // SHR r16 1
        const p = regs[(d >> 8) & 15]!; const v = p >> 1; result = v; carries = (p & 32768) << 0; carry = p << 16; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 145: { // SAR r16 1
        const p = regs[(d >> 8) & 15]!; const v = (p >> 1) | (p & 32768); result = (v << 16) >> 16; carries = 0; carry = p << 16; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 146: { // ROL r16 1
        const p = regs[(d >> 8) & 15]!; const v = (p << 1) | (p >> 15); carries = (carries & 0x10) | (((p ^ v) & 32768) << 0); carry = p << 1; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 147: { // ROR r16 1
        const p = regs[(d >> 8) & 15]!; const v = (p >> 1) | ((p & 1) << 15); carries = (carries & 0x10) | (((p ^ v) & 32768) << 0); carry = p << 16; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 148: { // RCL r16 1
        const p = regs[(d >> 8) & 15]!; const v = (p << 1) | ((carry >>> 16) & 1); carries = (carries & 0x10) | (((p ^ v) & 32768) << 0); carry = p << 1; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 149: { // RCR r16 1
        const p = regs[(d >> 8) & 15]!; const v = (p >> 1) | (((carry >>> 16) & 1) << 15); carries = (carries & 0x10) | (((p ^ v) & 32768) << 0); carry = p << 16; regs[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 150: { // SHL r8 1
        const p = bytes[(d >> 8) & 15]!; const v = p << 1; result = (v << 24) >> 24; carries = (v & 0x10) | (((p ^ v) & 128) << 8); carry = p << 9; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 151: { // SHR r8 1
        const p = bytes[(d >> 8) & 15]!; const v = p >> 1; result = v; carries = (p & 128) << 8; carry = p << 16; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 152: { // SAR r8 1
        const p = bytes[(d >> 8) & 15]!; const v = (p >> 1) | (p & 128); result = (v << 24) >> 24; carries = 0; carry = p << 16; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 153: { // ROL r8 1
        const p = bytes[(d >> 8) & 15]!; const v = (p << 1) | (p >> 7); carries = (carries & 0x10) | (((p ^ v) & 128) << 8); carry = p << 9; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 154: { // ROR r8 1
        const p = bytes[(d >> 8) & 15]!; const v = (p >> 1) | ((p & 1) << 7); carries = (carries & 0x10) | (((p ^ v) & 128) << 8); carry = p << 16; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 155: { // RCL r8 1
        const p = bytes[(d >> 8) & 15]!; const v = (p << 1) | ((carry >>> 16) & 1); carries = (carries & 0x10) | (((p ^ v) & 128) << 8); carry = p << 9; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 156: { // RCR r8 1
        const p = bytes[(d >> 8) & 15]!; const v = (p >> 1) | (((carry >>> 16) & 1) << 7); carries = (carries & 0x10) | (((p ^ v) & 128) << 8); carry = p << 16; bytes[(d >> 8) & 15] = v; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 157: { // LODSW
        const o6 = regs[6]!; if (o6 === 0xffff) break; const b = ((regs[(d >> 20) & 15]! << 4) + o6) & 0xfffff; const b1 = (b + 1) & 0xfffff;  regs[0] = (ram[b]! | (ram[b1]! << 8)); regs[6] = o6 + 2 - ((core.control & 0x400) >> 8); ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 158: { // STOSW
        const o7 = regs[7]!; if (o7 === 0xffff) break; const a = ((regs[8]! << 4) + o7) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const v = regs[0]!; ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; regs[7] = o7 + 2 - ((core.control & 0x400) >> 8); ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 159: { // MOVSW
        const o6 = regs[6]!; if (o6 === 0xffff) break; const b = ((regs[(d >> 20) & 15]! << 4) + o6) & 0xfffff; const b1 = (b + 1) & 0xfffff;  const o7 = regs[7]!; if (o7 === 0xffff) break; const a = ((regs[8]! << 4) + o7) & 0xfffff; const a1 = (a + 1) & 0xfffff; if ((map[a]! | map[a1]!) !== 0) break; const v = (ram[b]! | (ram[b1]! << 8)); ram[a] = v; ram[a1] = v >> 8; shadow[a] = tag; shadow[a1] = tag; const s = 2 - ((core.control & 0x400) >> 8); regs[6] = o6 + s; regs[7] = o7 + s; ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 160: { // LODSB
        const o6 = regs[6]!;  const b = ((regs[(d >> 20) & 15]! << 4) + o6) & 0xfffff;   bytes[0] = ram[b]!; regs[6] = o6 + 1 - ((core.control & 0x400) >> 9); ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 161: { // STOSB
        const o7 = regs[7]!;  const a = ((regs[8]! << 4) + o7) & 0xfffff;  if (map[a] !== 0) break; const v = bytes[0]!; ram[a] = v; shadow[a] = tag; regs[7] = o7 + 1 - ((core.control & 0x400) >> 9); ip = (ip + (d >>> 28)) & 0xffff; tag++; continue;
      }
      case 162: { // MOVSB
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
