import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Outcome, Verdict } from '#contract';
import type { Grader } from '#grader';
import { bundleOf, modes, openGrader, programs, read } from './exercise.js';

const bundle = {
  ...bundleOf({
    starter: { 'work.py': 'def double(number):\n    return number\n' },
    solution: { 'work.py': 'def double(number):\n    return 2 * number\n' },
    checks: ['found'],
    hidden:
      'from grading.case import CheckCase\n\nclass Checks(CheckCase):\n    def test_found(self):\n        pass\n',
    edit: ['work.py'],
  }),
  visible: {
    'tests.py':
      'import unittest\nfrom work import double\n\nclass Tests(unittest.TestCase):\n    def test_doubles(self):\n        self.assertEqual(double(4), 8)\n',
  },
};

/** What a process may say of itself: the run is nobody's proof, and never our fault. */
const told: Record<string, Outcome> = {
  'practice-forged-passes': 'passed',
  'practice-hostile-records': 'errored',
};

describe.each(modes)('practice in mode %s', (mode) => {
  let grader: Grader;
  beforeAll(async () => {
    grader = await openGrader({ mode, slots: 1 });
  });
  afterAll(() => grader.close());

  const practise = (program: string): Promise<Verdict> =>
    grader.grade(
      { bundle, files: { 'work.py': program }, runtime: 'django-5.2', seed: 3 },
      { practice: true },
    );
  const cleanRun = async (): Promise<void> => {
    const verdict = await practise(bundle.solution['work.py']!);
    expect([verdict.message, verdict.outcome]).toEqual([null, 'passed']);
    expect(verdict.checks.map(({ name }) => name)).toEqual(['doubles']);
  };

  test.each(programs('practice-'))('%s is told as it is, and the next run is clean', async (name) => {
    for (const _ of ['bare', 'prepared']) {
      const verdict = await practise(read(`programs/${name}.py`));
      expect([verdict.message, verdict.outcome]).toEqual([verdict.message, told[name] ?? 'errored']);
      expect(verdict.observed).toBe('inside');
      expect(verdict.checks.length).toBeLessThanOrEqual(60);
      expect(JSON.stringify(verdict)).not.toMatch(/\\u(0000|d[89a-f])/);
      expect(JSON.stringify(verdict).length).toBeLessThan(100_000);
    }
    await cleanRun();
  });

  test('a flood of records and a flood of files end with their limits', async () => {
    expect(await practise(read('programs/practice-flood.py'))).toMatchObject({ limit: 'output' });
    const folders = read('programs/limit-folders.py').replace('from .honest import *', '');
    const act = `${folders}\ndouble = list_page\n`;
    // A file system with a size answers with an error, which is told like any other.
    const named = { limit: 'disk' };
    expect(await practise(act)).toMatchObject({ outcome: 'errored', ...(mode === 'C' ? named : {}) });
    await cleanRun();
  });
});
