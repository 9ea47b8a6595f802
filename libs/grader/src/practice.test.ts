import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExerciseBundle, ProjectFiles } from '#contract';
import { readContent } from '#content';
import { Grader } from './grader.js';

const root = path.resolve(import.meta.dirname, '../../..');
const runtimesDir = path.resolve(root, process.env['DATA_DIR'] || '.data', 'runtimes');

describe('practice', () => {
  let grader: Grader;
  let exercises: Map<string, ExerciseBundle>;
  beforeAll(async () => {
    grader = await Grader.open({ runtimesDir, slots: 1 });
    exercises = new Map((await readContent(root)).exercises.map((bundle) => [bundle.slug, bundle]));
  });
  afterAll(() => grader.close());

  const practise = (slug: string, files?: ProjectFiles) => {
    const bundle = exercises.get(slug)!;
    const attempt = { bundle, files: files ?? bundle.solution, runtime: 'django-5.2', seed: 1 };
    return grader.grade(attempt, { practice: true });
  };

  test.each(['first-view', 'book-list-n-plus-one', 'http-status-by-hand', 'py-csv-summary'])(
    'runs the public tests of %s, the same whether it was prepared or not, and says that they prove nothing',
    async (slug) => {
      const verdicts = [await practise(slug), await practise(slug), await practise(slug)];
      for (const verdict of verdicts) {
        expect(verdict).toMatchObject({ outcome: 'passed', observed: 'inside' });
        expect(verdict.checks.length).toBeGreaterThan(0);
        expect(verdict.usage.peakMemoryBytes).toBeGreaterThan(1_000_000);
      }
      expect(new Set(verdicts.map(({ resultHash }) => resultHash)).size).toBe(1);
    },
  );

  test('names the first public test that fails in the order they were written, with what it said and where', async () => {
    const verdict = await practise('first-view', {});
    expect(verdict).toMatchObject({ outcome: expect.stringMatching(/failed|errored/) as string });
    expect(verdict.checks.map(({ name }) => name)).toEqual(['home', 'hello', 'hello ada', 'double']);
    const first = verdict.checks.find(({ id }) => id === verdict.first);
    expect(first).toMatchObject({ name: 'hello', message: expect.stringContaining('404 != 200') as string });
    expect(first?.frames.length).toBeGreaterThan(0);
  });

  test.each([
    ['without a colon', 'def summarise(path)\n    pass\n', "expected ':'", 1],
    ['with a name that is nowhere', '\nx = nothing_like_it\n', "name 'nothing_like_it' is not defined", 2],
    ['with a misspelled import', 'import cvs\n', "No module named 'cvs'", 1],
  ])('a module %s is told as such, in the line where it is', async (_, text, said, line) => {
    const verdict = await practise('py-csv-summary', { 'summary.py': text });
    expect(verdict).toMatchObject({ outcome: 'errored', reason: 'set-up' });
    expect(verdict.message).toContain(said);
    expect(verdict.frames.at(-1)).toMatchObject({ path: 'summary.py', line });
  });

  test('shows the beginning of what a test prints', async () => {
    const bundle = exercises.get('py-csv-summary')!;
    const printing = (text: string): ProjectFiles => ({
      'summary.py': `${bundle.solution['summary.py']}\n_kept = summarise\ndef summarise(path):\n    ${text}\n    return _kept(path)\n`,
    });
    const heard = (await practise('py-csv-summary', printing('print("path is", "x" * 3_000)'))).checks[0];
    expect(heard).toMatchObject({ status: 'passed', printed: expect.stringMatching(/^path is x+$/) });
    expect(heard?.printed).toHaveLength(2_000);
    expect((await practise('py-csv-summary')).checks[0]).not.toHaveProperty('printed');
    const bytes =
      'import sys; sys.stdout.reconfigure(line_buffering=True); sys.stdout.buffer.write("é!".encode())';
    const raw = (await practise('py-csv-summary', printing(bytes))).checks[0];
    expect(raw).toMatchObject({ status: 'passed', printed: expect.stringContaining('é!') });
    const argv = (await practise('py-csv-summary', printing('import sys; print(sys.argv, sys.orig_argv)')))
      .checks[0];
    expect(argv?.printed).toContain("['manage.py'] ['python', 'manage.py']");
    const closing = (await practise('py-csv-summary', printing('import sys; sys.stdout.close()'))).checks[0];
    expect(closing).toMatchObject({ status: 'passed' });
  });

  test('runs tests that are handed in on the project as it was handed out', async () => {
    const verdict = await practise('tests-for-booking-form');
    expect(verdict).toMatchObject({ outcome: 'passed', observed: 'inside' });
    expect(verdict.checks.map(({ name }) => name)).toContain('nine seats are refused');
  });

  test.each([
    ['a project that cannot be loaded', 'import nothing_like_it\n', { outcome: 'errored', reason: 'set-up' }],
    ['a program that leaves', 'import os\nos._exit(0)\n', { outcome: 'errored', reason: 'exception' }],
    ['a loop without end', 'while True:\n    pass\n', { outcome: 'errored', limit: 'cpu-time' }],
    [
      'a flood of output',
      'import sys\nwhile True:\n    sys.__stdout__.write("x" * 9999)\n    print("x" * 9999)\n',
      { outcome: 'errored', reason: 'limit' },
    ],
  ])('%s is the learner’s', async (_, views, expected) => {
    const bundle = { ...exercises.get('first-view')!, timeoutSeconds: 2 };
    const attempt = { bundle, files: { 'hello/views.py': views }, runtime: 'django-5.2', seed: 1 };
    const faults: string[] = [];
    const verdict = await grader.grade(attempt, { practice: true, onFault: (detail) => faults.push(detail) });
    expect({ ...verdict, faults }).toMatchObject({ ...expected, faults: [] });
  });

  test('an exercise without public tests is practised with its checks', async () => {
    const bundle = { ...exercises.get('first-view')!, visible: {} };
    const attempt = { bundle, files: {}, runtime: 'django-5.2', seed: 1 };
    expect(await grader.grade(attempt, { practice: true })).toMatchObject({
      outcome: 'failed',
      observed: 'outside',
    });
  });
});
