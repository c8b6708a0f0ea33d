/** C types as the debugger's table: an index for each type that variables refer to. */
import type { DebugType } from '../../asm/index.ts';
import { type RecordDefinition, sizeOf, type Type, unqualified } from '../front/types.ts';

type Encoding = Extract<DebugType, { kind: 'base' }>['encoding'];

export class DebugTypes {
  readonly list: DebugType[] = [];
  readonly #records = new Map<RecordDefinition, number>();
  readonly #others = new Map<string, number>();

  /** The index of a type, added with all it refers to if it is new. */
  index(written: Type): number {
    const type = unqualified(written);
    if (type.kind === 'record') return this.#record(type.definition);
    const made = this.#made(type);
    const key = JSON.stringify(made);
    let index = this.#others.get(key);
    if (index === undefined) {
      index = this.list.push(made) - 1;
      this.#others.set(key, index);
    }
    return index;
  }

  #made(type: Exclude<Type, { kind: 'record' }>): DebugType {
    switch (type.kind) {
      case 'void':
        return { kind: 'void' };
      case 'int': {
        const encoding: Encoding =
          type.name === '_Bool' ? 'bool' : type.size === 1 ? 'char' : type.signed ? 'signed' : 'unsigned';
        return {
          kind: 'base',
          name: type.name,
          size: type.size,
          encoding: type.name === 'unsigned char' ? 'unsigned' : encoding,
        };
      }
      case 'float':
        return { kind: 'base', name: type.name, size: type.size, encoding: 'float' };
      case 'pointer':
        return { kind: 'pointer', to: this.index(type.target), size: 2 };
      case 'array':
        return { kind: 'array', of: this.index(type.element), count: type.length ?? 0, size: sizeOf(type) };
      case 'function':
        return { kind: 'function', result: this.index(type.result) };
    }
  }

  #record(definition: RecordDefinition): number {
    const known = this.#records.get(definition);
    if (known !== undefined) return known;
    const name = definition.tag ?? '';
    const index = this.list.push({ kind: definition.keyword, name, size: definition.size, members: [] }) - 1;
    this.#records.set(definition, index);
    const members = (definition.members ?? []).map((member) => ({
      name: member.name ?? '',
      type: this.index(member.type),
      offset: member.offset,
      ...(member.bits === undefined ? {} : { bit: member.bits.offset, bits: member.bits.width }),
    }));
    this.list[index] = { kind: definition.keyword, name, size: definition.size, members };
    return index;
  }
}
