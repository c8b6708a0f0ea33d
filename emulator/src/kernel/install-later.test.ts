/** Files whose content is asked for late: nobody looks, nobody pays; reading, stat and writing all see the content. */
import { expect, test } from 'vitest';
import { Kernel } from './kernel.ts';
import { personalityOf } from './personalities.ts';

const personality = personalityOf('elks');
const make = (): { readonly file: ReturnType<Kernel['world']['fs']['installLater']>; readonly asked: () => number } => {
  if (personality === undefined) throw new Error('no personality');
  let asked = 0;
  const { fs } = new Kernel({ personality }).world;
  const content = (): Uint8Array => {
    asked++;
    return Uint8Array.from([1, 2, 3]);
  };
  return { file: fs.installLater('/bin/x', content, 0o755), asked: () => asked };
};

test('asks once, at the first look', () => {
  const { file, asked } = make();
  expect(file.mode).toBe(0o755);
  expect(asked()).toBe(0);
  expect(file.size).toBe(3);
  expect([...file.data]).toEqual([1, 2, 3]);
  expect(asked()).toBe(1);
});

test('takes what is written', () => {
  const { file, asked } = make();
  file.size = 1;
  expect([file.size, file.data.length, asked()]).toEqual([1, 3, 1]);
  file.data = Uint8Array.from([9]);
  expect([...file.data]).toEqual([9]);
});
