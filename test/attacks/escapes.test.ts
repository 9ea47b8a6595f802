import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Verdict } from '#contract';
import type { Grader } from '#grader';
import { cage, openGrader, programs, read, modes } from './exercise.js';

const honest = cage.starter['tries.py']!;

describe.each(modes)('in mode %s', (mode) => {
  let grader: Grader;
  beforeAll(async () => {
    grader = await openGrader({ mode });
  });
  afterAll(() => grader.close());

  const run = (program: string): Promise<Verdict> =>
    grader.grade({ bundle: cage, files: { 'tries.py': program }, runtime: 'django-5.2', seed: 3 });

  test.each(programs('escape-'))('%s finds no way out', async (name) => {
    const verdict = await run(read(`programs/${name}.py`));
    expect(verdict.message).toBeNull();
    expect(verdict.outcome).toBe('passed');
    expect((await run(honest)).outcome).toBe('passed');
  });

  test.each(programs('bound-'))('%s stays within its bounds', async (name) => {
    const verdict = await run(read(`programs/${name}.py`));
    expect(verdict.message).toBeNull();
    expect(verdict.outcome).toBe('passed');
    expect((await run(honest)).outcome).toBe('passed');
  });

  test('a way out would be seen', async () => {
    const verdict = await run(
      'import os\n\ndef tries():\n    open(os.environ["TMPDIR"] + "/x", "w").close()\n    return ["writes its own folder"]\n',
    );
    expect(verdict).toMatchObject({
      outcome: 'failed',
      message: 'It did not hold: writes its own folder??.',
    });
  });
});
