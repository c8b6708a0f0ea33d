/** Each entry of the dialect table names a program that exists, or a message that a program of errors.c provokes. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FEATURES } from '../index.ts';

const FOLDER = new URL('.', import.meta.url);
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.c'));
const textOf = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8');
const titles = new Set(
  files.flatMap((file) =>
    [...textOf(file).matchAll(/^\/\/- (.*)$/gm)].map((match) => `${file.slice(0, -2)}: ${match[1]}`),
  ),
);
const messages = textOf('errors.c').split('\n');

it.each(FEATURES)('$clause $feature', (entry) => {
  if ('test' in entry) expect(titles).toContain(entry.test);
  else expect(messages).toContain(entry.unsupported);
});
