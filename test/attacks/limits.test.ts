import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LimitName } from '#contract';
import type { Grader } from '#grader';
import { gradeBoard, gradeRight, openGrader, passedChecks, programs, read, modes } from './exercise.js';
import { rootlessRuntimes } from './rootless.js';

const named: [string, LimitName][] = [
  ['limit-cpu-time', 'cpu-time'],
  ['limit-cpu-threads', 'cpu-time'],
  ['limit-cpu-number', 'cpu-time'],
  ['limit-memory', 'memory'],
  ['limit-memory-and-files', 'memory'],
  ['limit-memory-at-once', 'memory'],
  ['limit-output', 'output'],
  ['limit-disk', 'disk'],
  ['limit-disk-unlinked', 'disk'],
  ['limit-disk-mapped', 'disk'],
  ['limit-disk-preallocated', 'disk'],
  ['limit-disk-own-table', 'disk'],
  ['limit-folders', 'disk'],
  ['limit-processes', 'processes'],
  ['limit-wall-time', 'wall-time'],
  ['limit-wall-time-deaf', 'wall-time'],
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
    // The less processor time, the further away the wall clock is on a machine that is busy with others.
    const timeoutSeconds = limit === 'cpu-time' ? 1 : undefined;
    const files = { 'board/views.py': read(`programs/${name}.py`) };
    const verdict = await gradeBoard(grader, files, { timeoutSeconds });
    expect(verdict).toMatchObject({ outcome: 'errored', reason: 'limit', limit });
    expect(passedChecks(verdict)).toEqual([]);
    expect(mode === 'auto' ? (await gradeRight(grader)).outcome : 'passed').toBe('passed');
  });

  // A file system with a size ends it with a signal, because memory is what it ran out of.
  test('limit-disk-sparse is ended', async () => {
    const verdict = await gradeBoard(grader, { 'board/views.py': read('programs/limit-disk-sparse.py') });
    const named = { outcome: 'errored', reason: 'limit', limit: 'disk' };
    expect(verdict).toMatchObject(mode === 'C' ? named : { outcome: 'errored', reason: 'exception' });
    expect((await gradeRight(grader)).outcome).toBe('passed');
  });

  test.concurrent.each(programs('crash-'))('%s is the learner’s error', async (name) => {
    const verdict = await gradeBoard(grader, { 'board/views.py': read(`programs/${name}.py`) });
    expect(verdict.outcome).toBe('errored');
    expect(passedChecks(verdict)).toEqual([]);
    expect(mode === 'auto' ? (await gradeRight(grader)).outcome : 'passed').toBe('passed');
  });
});

const ordinary = process.getuid?.() === 0 && modes.includes('C') ? rootlessRuntimes() : null;
afterAll(() => ordinary?.remove());

describe.runIf(ordinary)('in mode C, started by an ordinary user', () => {
  let grader: Grader;
  beforeAll(async () => {
    grader = await openGrader({ mode: 'C', runtimesDir: ordinary!.runtimesDir });
  });
  afterAll(() => grader.close());

  const disk = [...named.flatMap(([name, limit]) => (limit === 'disk' ? [name] : [])), 'limit-disk-sparse'];
  test.each(disk)('%s ends with the limit disk named', async (name) => {
    const verdict = await gradeBoard(grader, { 'board/views.py': read(`programs/${name}.py`) });
    expect(verdict).toMatchObject({ outcome: 'errored', reason: 'limit', limit: 'disk' });
    expect((await gradeRight(grader)).outcome).toBe('passed');
  });
});
