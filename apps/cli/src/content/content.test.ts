import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type ContentCopy, copyOfSmallContent } from '../../../../test/content.js';
import { checkCommand } from './check.js';
import type { ContentConfig } from './config.js';
import { contentCommand } from './content.js';
import { newCommand } from './new.js';
import { previewCommand } from './preview.js';

let content: ContentCopy;
let config: ContentConfig;
let said: string[];

beforeEach(async () => {
  content = await copyOfSmallContent();
  config = { root: content.root, runtimesDir: join(content.root, 'no-runtimes'), mode: 'auto' };
  said = [];
  const record = (line: string) => void said.push(line);
  vi.spyOn(console, 'log').mockImplementation(record);
  vi.spyOn(console, 'error').mockImplementation(record);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await content.remove();
});

it('check answers 0 for good content and says how much there is', async () => {
  expect(await checkCommand([], config)).toBe(0);
  expect(said).toEqual(['3 skills (2 planned), 1 path, 1 exercise: 0 errors, 0 warnings']);
});

it('check answers 1 for a fault and can be limited to a folder', async () => {
  await content.replace(
    'exercises/greeting/exercise.md',
    'starter_fails: greets_by_name',
    'starter_fails: nothing',
  );
  expect(await checkCommand([], config)).toBe(1);
  expect(said[0]).toBe(
    'exercises/greeting/exercise.md:11  error  unknown-check  There is no check `nothing`.',
  );
  expect(await checkCommand(['./exercises/greeting/'], config)).toBe(1);
  expect(await checkCommand(['skills'], config)).toBe(0);
});

it('new writes a folder that keeps the form and lists what is missing', async () => {
  expect(await newCommand(['cart-total', '--kind', 'fix', '--skill', 'views'], config)).toBe(0);
  expect(await readdir(join(content.root, 'exercises/cart-total'))).toEqual([
    'checks',
    'exercise.md',
    'hints.md',
    'mentor.md',
    'starter',
  ]);
  const all = said.join('\n');
  for (const missing of ['List at least three wrong solutions.', '`authors`', 'List at least 5.']) {
    expect(all).toContain(missing);
  }
});

it('new never writes over an exercise', async () => {
  const before = await readFile(join(content.root, 'exercises/greeting/exercise.md'), 'utf8');
  expect(await newCommand(['greeting'], config)).toBe(1);
  expect(await readFile(join(content.root, 'exercises/greeting/exercise.md'), 'utf8')).toBe(before);
});

it.each([[['Cart Total']], [['../escape']], [['a', 'b']], [[]], [['cart', '--kind', 'essay']]])(
  'new refuses %j',
  async (args) => {
    expect(await newCommand(args, config)).toBe(2);
    expect(await readdir(join(content.root, 'exercises'))).toEqual(['greeting']);
  },
);

it('preview shows task, messages and hints', async () => {
  expect(await previewCommand(['greeting'], config)).toBe(0);
  expect(said.join('\n')).toMatch(
    /Greet by name[\s\S]*GET \/hello\/ answered with status \{status\}[\s\S]*request\.GET/,
  );
});

it('says how it is used when it is used wrongly', async () => {
  expect(await contentCommand(['sing'])).toBe(2);
  expect(await contentCommand(['check', '--loud'])).toBe(2);
  expect(said.join('\n')).toContain('npm run content -- check [path…]');
});
