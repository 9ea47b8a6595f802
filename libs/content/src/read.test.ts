import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exerciseBundle } from '#contract';
import { hashFiles } from './hash.js';
import { readContent } from './index.js';

const small = join(dirname(fileURLToPath(import.meta.url)), '../fixtures/small');
const starterViews = 'exercises/greeting/starter/hello/views.py';
let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'fretboard-content-'));
  await cp(small, root, { recursive: true });
});
afterEach(() => rm(root, { recursive: true }));

it('reads an exercise whole, each file under the name it has in its folder', async () => {
  const [exercise] = (await readContent(root)).exercises;
  expect(exerciseBundle.parse(exercise)).toEqual(exercise);
  expect(Object.keys(exercise?.starter ?? {})).toEqual([
    'hello/views.py',
    'project/settings.py',
    'project/urls.py',
  ]);
  expect(Object.keys(exercise?.hidden ?? {})).toEqual(['test_checks.py']);
  expect(exercise?.wrong.map(({ dir, status }) => [dir, status])).toContainEqual(['raises', 'error']);
  expect(exercise?.hints.map(({ id }) => id)).toEqual(['hint-1', 'hint-2']);
  expect(exercise?.task).toMatch(/^Make `\/hello\//);
});

it('gives the same hash for the same files, another one for any change', async () => {
  const [before] = (await readContent(root)).exercises;
  const [again] = (await readContent(small)).exercises;
  expect(again?.hash).toBe(before?.hash);
  await writeFile(join(root, 'exercises/greeting/mentor.md'), 'Ask why.\n');
  const [after] = (await readContent(root)).exercises;
  expect(after?.hash).not.toBe(before?.hash);
});

it('leaves out of the hash what running the starter leaves behind', async () => {
  const [before] = (await readContent(root)).exercises;
  await mkdir(join(root, 'exercises/greeting/starter/hello/__pycache__'));
  await writeFile(join(root, 'exercises/greeting/starter/hello/__pycache__/views.cpython-312.pyc'), 'x');
  const content = await readContent(root);
  expect(content.exercises[0]?.hash).toBe(before?.hash);
  expect(content.findings).toEqual([]);
});

it('hashes parts so that text cannot move from one file to the next', () => {
  expect(hashFiles([['a', 'bc']])).not.toBe(hashFiles([['ab', 'c']]));
  expect(
    hashFiles([
      ['a', '1'],
      ['b', '2'],
    ]),
  ).toBe(
    hashFiles([
      ['b', '2'],
      ['a', '1'],
    ]),
  );
});

it('changes the version of the graph with any skill and with nothing else', async () => {
  const { graph } = await readContent(root);
  await writeFile(join(root, starterViews), 'def hello(request):\n    return None\n');
  expect((await readContent(root)).graph).toBe(graph);
  await writeFile(join(root, 'skills/paths/other.yaml'), 'slug: other\n');
  expect((await readContent(root)).graph).not.toBe(graph);
});

it('keeps what can be read when one file is broken', async () => {
  await writeFile(join(root, 'skills/web/sessions.md'), '---\nslug: [\n---\n');
  await writeFile(join(root, 'exercises/greeting/exercise.md'), 'no front matter');
  const content = await readContent(root);
  expect(content.skills.map(({ slug }) => slug)).toEqual(['requests', 'views']);
  expect(content.exercises).toEqual([]);
  expect(content.findings.map(({ file }) => file)).toEqual([
    'skills/web/sessions.md',
    'exercises/greeting/exercise.md',
  ]);
});

it('reads an empty folder as empty content with one finding', async () => {
  const content = await readContent(join(root, 'exercises/greeting/starter'));
  expect(content.findings.map(({ rule }) => rule)).toEqual(['missing-file']);
});
