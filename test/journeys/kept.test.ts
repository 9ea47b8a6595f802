import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Inputs } from '../../scripts/inputs.mjs';
import { type Counts, Kept, runOthers } from '../../scripts/kept.mjs';
import { ALWAYS, READS } from '../../scripts/reads.mjs';
import { root as repository } from '../running.js';

const PASS = { passed: 3, failed: 0, skipped: 0 };
const table = {
  always: ['package-lock.json'],
  reads: [[/^opens\.ts$/, ['fixtures']]] as [RegExp, string[]][],
};

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'fretboard-kept-'));
  folder = path.join(root, 'ignored/kept');
  execFileSync('git', ['init', '-q', root]);
  put('.gitignore', 'ignored/\n');
  put('package-lock.json', '{}');
  put('other.ts', 'export {};\n');
  put('one.test.ts', "import './middle.js';\nimport { far } from '#far';\n");
  put('middle.ts', "export * from './deep.js';\n");
  put('deep.ts', 'export const deep = 1;\n');
  put('libs/far/src/index.ts', 'export const far = 1;\n');
  put('opens.test.ts', "import './opens.js';\n");
  put('opens.ts', "import { readFileSync } from 'node:fs';\n");
  put('fixtures/words.txt', 'one\n');
  put('silent.test.ts', "import { readFileSync } from 'node:fs';\n");
});
afterEach(() => {
  delete process.env.GRADER_MODE;
  rmSync(root, { recursive: true, force: true });
});

function put(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

/** Runs the step of these test files as it is now; gives which of them were run, and what it came to. */
async function step(counts: Counts = PASS, { fresh = false, meanwhile = () => {} } = {}) {
  const kept = new Kept({ root, dataDir: path.join(root, 'ignored/data'), folder, fresh, table });
  let ran: string[] = [];
  const parts = (files: string[]) =>
    files.filter((file) => file.endsWith('.test.ts')).map((file): [string, string] => [file, file]);
  const result = await runOthers(kept, parts, (known) => {
    ran = ['one.test.ts', 'opens.test.ts', 'silent.test.ts'].filter((file) => !known.includes(file));
    meanwhile();
    const sum = (key: keyof Counts) => counts[key] * ran.length;
    const each = ran.map((file): [string, Counts] => [file, counts]);
    return Promise.resolve({
      passed: sum('passed'),
      failed: sum('failed'),
      skipped: sum('skipped'),
      output: '',
      each,
    });
  });
  return { ran, ...result };
}
const ran = async () => (await step()).ran;

describe('a result', () => {
  it('is kept when all has passed, and counted as passed and as kept', async () => {
    expect(await step()).toMatchObject({ passed: 9, kept: 0 });
    expect(await step()).toMatchObject({ ran: [], passed: 9, failed: 0, skipped: 0, kept: 9 });
  });

  it.each([
    ['failed', { passed: 2, failed: 1, skipped: 0 }],
    ['was skipped', { passed: 2, failed: 0, skipped: 1 }],
    ['was not there', { passed: 0, failed: 0, skipped: 0 }],
  ])('is not kept when something %s', async (_, counts) => {
    await step(counts);
    expect(await ran()).toHaveLength(3);
  });

  it('is had again with --fresh, and forgotten when it is another one then', async () => {
    await step();
    expect(await step({ passed: 2, failed: 1, skipped: 0 }, { fresh: true })).toMatchObject({
      kept: 0,
      failed: 3,
    });
    expect(await ran()).toHaveLength(3);
  });

  it('is not kept when a file that it reads is changed while it runs', async () => {
    await step(PASS, { meanwhile: () => put('deep.ts', 'export const deep = 2;\n') });
    expect(await ran()).toEqual(['one.test.ts', 'silent.test.ts']);
  });

  it('is no result when its file is broken', async () => {
    await step();
    for (const name of readdirSync(folder)) writeFileSync(path.join(folder, name), '{"passed": "all"');
    expect(await ran()).toHaveLength(3);
  });

  it('is had again after a week', async () => {
    await step();
    const then = Date.now() / 1000 - 8 * 24 * 3_600;
    for (const name of readdirSync(folder)) utimesSync(path.join(folder, name), then, then);
    expect(await ran()).toHaveLength(3);
  });
});

describe('a part is run again when', () => {
  beforeEach(async () => void (await step()));

  it('a byte of a file changes that it imports over others', async () => {
    put('deep.ts', 'export const deep = 2;\n');
    expect(await ran()).toContain('one.test.ts');
  });

  it('a library changes that it names', async () => {
    put('libs/far/src/index.ts', 'export const far = 2;\n');
    expect(await ran()).toContain('one.test.ts');
  });

  it.each(['changed', 'added', 'removed', 'made a program'])(
    'a file that a file it imports reads is %s',
    async (what) => {
      if (what === 'changed') put('fixtures/words.txt', 'two\n');
      if (what === 'added') put('fixtures/more.txt', '');
      if (what === 'removed') rmSync(path.join(root, 'fixtures/words.txt'));
      if (what === 'made a program') chmodSync(path.join(root, 'fixtures/words.txt'), 0o755);
      expect(await ran()).toEqual(['opens.test.ts', 'silent.test.ts']);
    },
  );

  it('anything changes, if it opens files and nobody has said which', async () => {
    put('other.ts', 'export const other = 2;\n');
    expect(await ran()).toEqual(['silent.test.ts']);
  });

  it.each([
    ['the lock file changes', () => put('package-lock.json', '{"a": 1}')],
    ['a setting is another', () => (process.env.GRADER_MODE = 'C')],
    [
      'another runtime is installed',
      () => put('ignored/data/runtimes/django-5.2/runtime.json', '{"hash": "2"}'),
    ],
  ])('%s', async (_, change) => {
    change();
    expect(await ran()).toHaveLength(3);
  });
});

it('nothing is kept where git does not say which files there are', async () => {
  rmSync(path.join(root, '.git'), { recursive: true });
  await step();
  expect(await ran()).toHaveLength(3);
});

describe('the table of what files read', () => {
  const inputs = new Inputs(repository);

  it('names only what there is', () => {
    const places = [...ALWAYS, ...READS.flatMap(([, reads]) => reads)];
    expect(places.filter((place) => !existsSync(path.join(repository, place)))).toEqual([]);
    expect(READS.filter(([pattern]) => !inputs.files.some((file) => pattern.test(file)))).toEqual([]);
  });

  it('has the exercises for each test that reads content from where it lies itself', () => {
    const readers = inputs.files.filter((file) => {
      if (!file.endsWith('.test.ts')) return false;
      const text = readFileSync(path.join(repository, file), 'utf8');
      return text.includes('readContent(') && text.includes('import.meta.');
    });
    const without = readers.filter((file) => !inputs.of(file)?.includes('exercises/first-view/exercise.md'));
    expect(readers.length).toBeGreaterThan(5);
    expect(without).toEqual(['libs/content/src/read.test.ts']); // it reads the fixtures
  });
});
