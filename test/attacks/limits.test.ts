import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LimitName } from '#contract';
import type { Grader } from '#grader';
import { gradeBoard, gradeRight, openGrader, passedChecks, programs, read, modes } from './exercise.js';

const named: [string, LimitName][] = [
  ['limit-cpu-time', 'cpu-time'],
  ['limit-memory', 'memory'],
  ['limit-memory-at-once', 'memory'],
  ['limit-output', 'output'],
  ['limit-disk', 'disk'],
  ['limit-folders', 'disk'],
  ['limit-processes', 'processes'],
  ['limit-wall-time', 'wall-time'],
  ['limit-wall-time-while-loading', 'wall-time'],
  ['limit-answer-size', 'answer-size'],
  ['database-02-many-statements', 'database'],
];

describe.each(modes)('in mode %s', (mode) => {
  let grader: Grader;
  beforeAll(async () => {
    grader = await openGrader({ mode });
  });
  afterAll(() => grader.close());

  // The clocks are the same in every mode, and waiting for them takes long.
  const limits = mode === 'C' ? named.filter(([, limit]) => !limit.endsWith('-time')) : named;
  test.concurrent.each(limits)('%s ends with the limit %s named', async (name, limit) => {
    const verdict = await gradeBoard(grader, { 'board/views.py': read(`programs/${name}.py`) });
    expect(verdict).toMatchObject({ outcome: 'errored', reason: 'limit', limit });
    expect(passedChecks(verdict)).toEqual([]);
    expect(mode === 'auto' ? (await gradeRight(grader)).outcome : 'passed').toBe('passed');
  });

  test.concurrent.each(programs('crash-'))('%s is the learner’s error', async (name) => {
    const verdict = await gradeBoard(grader, { 'board/views.py': read(`programs/${name}.py`) });
    expect(verdict.outcome).toBe('errored');
    expect(passedChecks(verdict)).toEqual([]);
    expect(mode === 'auto' ? (await gradeRight(grader)).outcome : 'passed').toBe('passed');
  });
});
