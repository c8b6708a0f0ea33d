/**
 * Members that structures declare volatile, read off the text: a volatile member that a child sets is meant for its parent, as a
 * volatile variable is (CLAIMS A4). A name that another structure gives to a plain member is not counted. C99 6.7.3.
 */
import type { SourceFile } from '../syntax/source-file.ts';

/** The last name of a member's declaration, behind its stars and before its size. */
const MEMBER = /([A-Za-z_]\w*)\s*(?:\[[^\]]*\]\s*|:\s*\w+\s*)*(?=[,;])/g;

/** The names of volatile members in the structures of files. */
export const volatileMembers = (files: readonly SourceFile[]): ReadonlySet<string> => {
  const found = new Set<string>();
  const plain = new Set<string>();
  const texts = files.some(({ text }) => /\bvolatile\b/.test(text)) ? files : [];
  for (const { text, outline } of texts)
    for (const item of outline.items) {
      if (item.kind !== 'declaration' || !/\b(?:struct|union)\b/.test(text.slice(item.start, item.start + 200)))
        continue;
      const body = text
        .slice(item.start, item.end)
        .replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|^[ \t]*#[^\n]*/gm, ' ')
        .replace(/^[^{]*\{/, '')
        .replace(/\}[^}]*$/, '');
      for (const [part] of body.matchAll(/[^;{}]+;/g)) {
        const of = /\bvolatile\b/.test(part) ? found : plain;
        for (const [, name = ''] of part.matchAll(MEMBER)) of.add(name);
      }
    }
  return new Set([...found].filter((name) => !plain.has(name)));
};
