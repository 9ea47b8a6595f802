import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ExerciseBundle } from '#contract';
import { KeptProofs } from './kept-proofs.js';

const runtime = {
  name: 'django-5.2',
  python: 'python',
  prefix: '',
  libs: [],
  site: '',
  pythonVersion: '3.12.1',
  djangoVersion: '5.2.1',
  requirementsHash: 'r',
};
const proof = { slug: 'shop', proved: true, findings: [], runs: 9, ms: 100 };
const bundle = { slug: 'shop', hash: 'a'.repeat(64) } as ExerciseBundle;

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'fretboard-proofs-'));
  for (const folder of ['libs/grader/harness', 'libs/grader/src', 'libs/content/src', 'libs/contract/src'])
    await mkdir(path.join(root, folder), { recursive: true });
  await writeFile(path.join(root, 'libs/grader/harness/judge.py'), 'one = 1\n');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const open = () => KeptProofs.open(path.join(root, 'kept'), root, 'A');

test('a proof is found again for the same exercise, engine and runtime', async () => {
  await (await open()).keep(bundle, runtime, proof);
  expect(await (await open()).find(bundle, runtime)).toEqual(proof);
});

test.each([
  ['the exercise', { ...bundle, hash: 'b'.repeat(64) }, runtime],
  ['the packages of the runtime', bundle, { ...runtime, requirementsHash: 'other' }],
  ['the interpreter', bundle, { ...runtime, pythonVersion: '3.13.0' }],
])('it is not found when %s changed', async (_, otherBundle, otherRuntime) => {
  await (await open()).keep(bundle, runtime, proof);
  expect(await (await open()).find(otherBundle, otherRuntime)).toBeNull();
});

test('it is not found when the engine changed, nor in another isolation', async () => {
  await (await open()).keep(bundle, runtime, proof);
  expect(await (await KeptProofs.open(path.join(root, 'kept'), root, 'B')).find(bundle, runtime)).toBeNull();
  await writeFile(path.join(root, 'libs/grader/harness/judge.py'), 'one = 2\n');
  expect(await (await open()).find(bundle, runtime)).toBeNull();
});

test('only a proof without any finding is kept', async () => {
  const kept = await open();
  await kept.keep(bundle, runtime, { ...proof, proved: false });
  const warning = { file: '', line: 1, rule: 'Q8', sentence: 'slow', severity: 'warning' as const };
  await kept.keep(bundle, runtime, { ...proof, findings: [warning] });
  expect(await kept.find(bundle, runtime)).toBeNull();
});

test('a kept proof that cannot be read is proved again', async () => {
  const kept = await open();
  await kept.keep(bundle, runtime, proof);
  const { readdirSync, writeFileSync } = await import('node:fs');
  for (const name of readdirSync(path.join(root, 'kept'))) writeFileSync(path.join(root, 'kept', name), '{');
  expect(await kept.find(bundle, runtime)).toBeNull();
});
