/**
 * Random C programs that mean the same where int has 16 bits and where it has 32: every value has a fixed width, each
 * operator's result is cast back to its type, nothing is undefined or unspecified. For comparing compilers.
 */

interface IntType {
  readonly name: string;
  readonly bits: number;
  readonly signed: boolean;
}

const TYPES: readonly IntType[] = [8, 16, 32, 64].flatMap((bits) => [
  { name: `int${bits}_t`, bits, signed: true },
  { name: `uint${bits}_t`, bits, signed: false },
]);

/** Numbers from a seed: the same everywhere. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed * 2654435761 + 12345) >>> 0;
  }

  /** A whole number from 0 up to `limit`, not included. */
  below(limit: number): number {
    this.#state = (Math.imul(this.#state ^ (this.#state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    let x = this.#state;
    x = Math.imul(x ^ (x >>> 12), 0x297a2d39);
    return ((x ^ (x >>> 15)) >>> 0) % limit;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }
}

interface Place {
  readonly text: string;
  readonly type: IntType;
}

class Generator {
  readonly random: Random;
  readonly prefix: string;
  readonly functions: { readonly name: string; readonly result: IntType; readonly parameters: readonly IntType[] }[] =
    [];
  readonly globals: Place[] = [];
  readonly #lines: string[] = [];
  #names = 0;

  constructor(seed: number, prefix: string) {
    this.random = new Random(seed);
    this.prefix = prefix;
  }

  name(): string {
    this.#names++;
    return `${this.prefix}${this.#names}`;
  }

  constant(type: IntType): string {
    const special = [
      '0',
      '1',
      '2',
      '3',
      '7',
      '10',
      '100',
      '127',
      '128',
      '255',
      '256',
      '1000',
      '32767',
      '32768',
      '65535',
      '65536',
      '0x12345678',
      '0x7fffffff',
      '0x80000000',
      '0x123456789abcdef',
    ];
    const text = this.random.chance(60) ? this.random.pick(special) : String(this.random.below(0x10000));
    return `(${type.name})${this.random.chance(25) ? '-' : ''}${text}${text.length > 5 && type.bits === 64 ? 'LL' : ''}`;
  }

  expression(type: IntType, places: readonly Place[], depth: number): string {
    const { random } = this;
    const same = places.filter((place) => place.type === type);
    if (depth <= 0 || random.chance(12)) {
      if (same.length > 0 && random.chance(75)) return random.pick(same).text;
      return this.constant(type);
    }
    const sub = (t: IntType = type): string => this.expression(t, places, depth - 1);
    const cast = (text: string): string => `(${type.name})(${text})`;
    const other = random.pick(TYPES);
    switch (random.below(15)) {
      case 0:
      case 1:
      case 2:
        return cast(`${sub()} ${random.pick(['+', '-', '*'])} ${sub()}`);
      case 3:
        return cast(`${sub()} ${random.pick(['&', '|', '^'])} ${sub()}`);
      case 4:
        return cast(`${sub()} ${random.pick(['/', '%'])} (${type.name})((${sub()} & ${random.pick([3, 15, 63])}) + 1)`);
      case 5:
        return cast(`(u${type.name.replace(/^u/, '')})${sub()} << (${sub(TYPES[1])} & ${type.bits - 1})`);
      case 6:
        return cast(
          `${sub()} >> (${random.chance(50) ? random.below(type.bits) : `(${sub(TYPES[1])} & ${type.bits - 1})`})`,
        );
      case 7:
        return cast(`${sub(other)} ${random.pick(['<', '<=', '>', '>=', '==', '!='])} ${sub(other)}`);
      case 8:
        return cast(`${random.pick(['-', '~', '+'])}${sub()}`);
      case 9:
        return cast(`${sub(other)} ${random.pick(['&&', '||'])} !${sub()}`);
      case 10:
        return cast(`${sub(other)} ? ${sub()} : ${sub()}`);
      case 11:
      case 12:
        return `(${type.name})${sub(other)}`;
      case 13:
        return cast(
          `(double)${sub(other)} ${random.pick(['<', '>=', '=='])} (${random.pick(['double', 'float'])})${sub(type)} * ${random.pick(['0.5', '3.0', '1e5'])}`,
        );
      default:
        return cast(`${sub()} + ${this.constant(type)}`);
    }
  }

  statement(places: readonly Place[], depth: number, indent: string, loops: number): void {
    const { random } = this;
    const push = (text: string): void => void this.#lines.push(`${indent}${text}`);
    const target = random.pick(places.filter((place) => !place.text.startsWith('(')));
    const body = (inner: readonly Place[] = places): void => {
      const count = 1 + random.below(3);
      for (let i = 0; i < count; i++) this.statement(inner, depth - 1, `${indent}  `, loops);
    };
    switch (depth <= 0 ? random.below(6) : random.below(12)) {
      case 0:
      case 1:
      case 2:
        push(`${target.text} = ${this.expression(target.type, places, 3)};`);
        return;
      case 3:
        push(
          `${target.text} ${random.pick(['+=', '-=', '*=', '&=', '|=', '^='])} ${this.expression(target.type, places, 2)};`,
        );
        return;
      case 4:
        push(
          random.chance(50)
            ? `${target.text}${random.pick(['++', '--'])};`
            : `${random.pick(['++', '--'])}${target.text};`,
        );
        return;
      case 5: {
        // the call may change what an index is computed from
        const plain = !target.text.includes('&');
        const callee = this.functions.length === 0 || loops > 1 || !plain ? undefined : random.pick(this.functions);
        if (callee === undefined) push(`${target.text} = ${this.expression(target.type, places, 4)};`);
        else
          push(
            `${target.text} = ${callee.name}(${callee.parameters.map((type) => this.expression(type, places, 2)).join(', ')});`,
          );
        return;
      }
      case 6:
      case 7:
        push(`if (${this.expression(random.pick(TYPES), places, 2)}) {`);
        body();
        if (random.chance(50)) {
          push('} else {');
          body();
        }
        push('}');
        return;
      case 8:
      case 9: {
        if (loops > 1) return;
        const counter = this.name();
        const type = random.pick(TYPES);
        push(`for (${type.name} ${counter} = 0; ${counter} < ${1 + random.below(5)}; ${counter}++) {`);
        const inner = [...places, { text: `(${counter})`, type }];
        const count = 1 + random.below(3);
        for (let i = 0; i < count; i++) this.statement(inner, depth - 1, `${indent}  `, loops + 1);
        if (random.chance(20)) push(`  if (${this.expression(type, inner, 1)}) ${random.pick(['break', 'continue'])};`);
        push('}');
        return;
      }
      case 10: {
        push(`switch (${this.expression(random.pick(TYPES), places, 2)} & 7) {`);
        const labels = new Set(Array.from({ length: 1 + random.below(6) }, () => random.below(8)));
        for (const label of labels) {
          push(`case ${label}:`);
          body();
          if (random.chance(70)) push('  break;');
        }
        if (random.chance(50)) {
          push('default:');
          body();
        }
        push('}');
        return;
      }
      default: {
        const type = random.pick(TYPES);
        const local = this.name();
        push('{');
        push(`  ${random.chance(20) ? 'register ' : ''}${type.name} ${local} = ${this.expression(type, places, 2)};`);
        body([...places, { text: local, type }]);
        push(`  ${target.text} ^= (${target.type.name})${local};`);
        push('}');
      }
    }
  }

  global(): void {
    const { random } = this;
    const type = random.pick(TYPES);
    const name = this.name();
    switch (random.below(4)) {
      case 0: {
        this.#lines.push(`static ${type.name} ${name}[4] = { 1, 2, 3 };`);
        for (let i = 0; i < 4; i++) this.globals.push({ text: `${name}[${i}]`, type });
        const index = this.globals[0];
        if (index !== undefined) this.globals.push({ text: `${name}[${index.text} & 3]`, type });
        return;
      }
      case 1: {
        const width = 1 + random.below(type.bits > 32 ? 32 : type.bits - 1);
        const second = random.pick(TYPES);
        this.#lines.push(`static struct { ${type.name} a; ${second.name} b; ${type.name} c; } ${name} = { 1, 2, 3 };`);
        this.#lines.push(`static struct { uint16_t a : ${Math.min(width, 15)}; uint8_t b : 3; } ${name}b = { 1, 2 };`);
        this.globals.push(
          { text: `${name}.a`, type },
          { text: `${name}.b`, type: second },
          { text: `${name}.c`, type },
        );
        this.globals.push(
          { text: `${name}b.a`, type: TYPES[3] as IntType },
          { text: `${name}b.b`, type: TYPES[1] as IntType },
        );
        return;
      }
      case 2:
        this.#lines.push(`static ${type.name} ${name}v = ${random.below(100)}, *${name} = &${name}v;`);
        this.globals.push({ text: `${name}[0]`, type });
        return;
      default:
        this.#lines.push(`static ${type.name} ${name} = ${random.below(120)};`);
        this.globals.push({ text: name, type });
    }
  }

  function(): void {
    const { random } = this;
    const result = random.pick(TYPES);
    const name = this.name();
    const parameters = Array.from({ length: random.below(4) }, () => random.pick(TYPES));
    const names = parameters.map(() => this.name());
    this.#lines.push(
      `static ${result.name} ${name}(${parameters.map((type, i) => `${type.name} ${names[i]}`).join(', ') || 'void'}) {`,
    );
    const locals: Place[] = Array.from({ length: 2 + random.below(4) }, () => ({
      text: this.name(),
      type: random.pick(TYPES),
    }));
    for (const local of locals) this.#lines.push(`  ${local.type.name} ${local.text} = ${this.constant(local.type)};`);
    const places = [
      ...this.globals,
      ...parameters.map((type, i): Place => ({ text: names[i] ?? '', type })),
      ...locals,
      ...locals,
    ];
    const count = 2 + random.below(4);
    for (let i = 0; i < count; i++) this.statement(places, 2, '  ', 0);
    this.#lines.push(`  return ${this.expression(result, places, 3)};`, '}');
    this.functions.push({ name, result, parameters });
  }

  run(): string {
    for (let i = 0; i < 4; i++) this.global();
    const count = 1 + this.random.below(3);
    for (let i = 0; i < count; i++) this.function();
    this.#lines.push(`static void ${this.prefix}main(void) {`);
    for (const { name, parameters } of this.functions) {
      this.#lines.push(`  out((uint64_t)${name}(${parameters.map((type) => this.constant(type)).join(', ')}));`);
    }
    for (const place of this.globals) this.#lines.push(`  out((uint64_t)${place.text});`);
    this.#lines.push('  putchar(10);', '}');
    return this.#lines.join('\n');
  }
}

/** A file with one program for each seed; it prints a line for each. */
export const randomFile = (seeds: readonly number[]): string => {
  const programs = seeds.map((seed, i) => new Generator(seed, `p${i}_`).run());
  return `#include <stdint.h>
int putchar(int);
static void out(uint64_t v) { int i; for (i = 0; i < 16; i++) { uint8_t d = (uint8_t)(v >> 60); putchar(d < 10 ? '0' + d : 'a' + d - 10); v = v << 4; } putchar(' '); }
${programs.join('\n')}
int main(void) {
${seeds.map((_, i) => `  p${i}_main();`).join('\n')}
  return 0;
}
`;
};
