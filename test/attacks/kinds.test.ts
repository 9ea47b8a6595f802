import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExerciseBundle, ProjectFiles } from '#contract';
import { readContent } from '#content';
import type { Grader } from '#grader';
import { modes, openGrader, programs, read } from './exercise.js';

const { exercises } = await readContent(path.resolve(import.meta.dirname, '../..'));
const exercise = (slug: string): ExerciseBundle => exercises.find((bundle) => bundle.slug === slug)!;
const review = exercise('review-a-pull-request');
const migrate = exercise('migrate-eight-steps');
const git = exercise('git-first-history');

/** Files that a parser meets in the judge's own process. */
const reviews: Record<string, string> = {
  'nested without end': `remark = ${'['.repeat(100_000)}`,
  'nested just below what a parser bears': `remark = ${'['.repeat(400)}${']'.repeat(400)}`,
  'tables in tables': Array.from(
    { length: 3_000 },
    (_, depth) => `[${'a.'.repeat(depth % 900)}b${depth}]`,
  ).join('\n'),
  'a dotted key of forty thousand parts': `${'a.'.repeat(40_000)}b = 1`,
  'a number of a million digits': `[[remark]]\nline = ${'9'.repeat(1_000_000)}`,
  'a date that is none': '[[remark]]\nline = 9999-99-99T99:99:99+99:99',
  'a file that is a list of files':
    '[[remark]]\nfile = ["shop/views.py"]\nline = 1\nseverity = "praise"\ntext = "x"',
  'a path out of the folder':
    '[[remark]]\nfile = "../../checks/test_checks.py"\nline = 1\nseverity = "praise"\ntext = "x"',
  'what is no text':
    '[[remark]]\nfile = "shop/views.py"\nline = 1\nseverity = "praise"\ntext = "\u{1f40d}\u202e\u0000"',
  'infinity for a line': '[[remark]]\nfile = "shop/views.py"\nline = inf\nseverity = "praise"\ntext = "x"',
  'eight megabytes of white space': ' '.repeat(8_000_000),
};

/** Plans, one line each an idea of its own. */
const plans: Record<string, string> = {
  'folders outside': 'use ../../checks\nuse /box/checks\n',
  'arguments for the command': 'migrate people --database=other\n',
  'a thousand lines': 'migrate people\n'.repeat(1_000),
  'more files than processes': Array.from({ length: 40 }, (_, n) => `use stage_${(n % 2) + 1}`).join('\n'),
  'names of another kind': 'migrate people 0001\u0000\nmigrate \u{1f40d}\nuse \ud800\n',
};

describe.each(modes)('in mode %s', (mode) => {
  let grader: Grader;
  beforeAll(async () => {
    grader = await openGrader({ mode, slots: 1 });
  });
  afterAll(() => grader.close());

  /** The outcome, what it says (a fault of ours in the place of the apology), and whether PostgreSQL can keep it. */
  const grade = async (bundle: ExerciseBundle, files: ProjectFiles) => {
    let fault: string | null = null;
    const verdict = await grader.grade(
      { bundle, files: { ...bundle.solution, ...files }, runtime: 'django-5.2', seed: 9 },
      { onFault: (detail) => (fault = detail) },
    );
    return {
      outcome: verdict.outcome,
      message: fault ?? verdict.message,
      storable: !/\\u(0000|d[89a-f])/.test(JSON.stringify(verdict)),
    };
  };
  const refused = {
    outcome: expect.stringMatching(/^(failed|errored)$/) as string,
    message: expect.any(String) as string,
    storable: true,
  };
  const cleanRun = async (bundle: ExerciseBundle): Promise<void> =>
    expect((await grade(bundle, {})).outcome).toBe('passed');

  test.each(Object.entries(reviews))('a review with %s is the learner’s error', async (_, text) => {
    expect(await grade(review, { 'review.toml': text })).toEqual(refused);
    await cleanRun(review);
  });

  test.each(Object.entries(plans))('a plan with %s is the learner’s error', async (_, text) => {
    expect(await grade(migrate, { 'plan.txt': text })).toEqual(refused);
    await cleanRun(migrate);
  });

  test.each(programs('migrate-'))('%s changes no state but by what it does', async (name) => {
    const file = 'stage_1/people/migrations/0003_fill_city.py';
    expect(await grade(migrate, { [file]: read(`programs/${name}.py`) })).toEqual(refused);
    await cleanRun(migrate);
  });

  // Mode C has no workshops.
  test.each(mode === 'C' ? [] : programs('git-'))('%s makes no history', async (name) => {
    expect(await grade(git, { 'commands.sh': read(`programs/${name}.sh`) })).toEqual(refused);
    await cleanRun(git);
  });

  test.each(mode === 'C' ? [] : ['commands of six megabytes are the learner’s error'])('%s', async () => {
    expect(await grade(git, { 'commands.sh': '# nothing\n'.repeat(600_000) })).toEqual(refused);
    await cleanRun(git);
  });
});
