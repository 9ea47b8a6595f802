import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ExerciseBundle } from '#contract';
import { readContent } from '#content';
import type { Grader } from '#grader';
import { openGrader, programs, read } from './exercise.js';

let grader: Grader;
let bundle: ExerciseBundle;
beforeAll(async () => {
  grader = await openGrader();
  const { exercises } = await readContent(path.resolve(import.meta.dirname, '../..'));
  bundle = exercises.find(({ slug }) => slug === 'tests-for-booking-form')!;
});
afterAll(() => grader.close());

const SUITE = 'tables/tests.py';
const grade = (suite: string) =>
  grader.grade({ bundle, files: { [SUITE]: suite }, runtime: 'django-5.2', seed: 5 });

test.each(programs('suite-'))('%s does not stand for tests', { timeout: 60_000 }, async (name) => {
  const given = Object.entries(bundle.starter).filter(([file]) => file !== SUITE);
  const source = read(`programs/${name}.py`).replace(
    'GIVEN = {}',
    `GIVEN = ${JSON.stringify(Object.fromEntries(given))}`,
  );
  const verdict = await grade(source);
  expect(verdict.outcome).toBe('failed');
});

test('tests pass after them', { timeout: 60_000 }, async () => {
  expect((await grade(bundle.solution[SUITE]!)).outcome).toBe('passed');
});
