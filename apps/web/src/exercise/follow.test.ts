import { describe, expect, it } from 'vitest';
import type { CheckResult, SubmissionView, Verdict } from '#contract';
import { after, isSettled } from './follow.js';
import { movedOn } from './result.js';

const check = (id: string, status: CheckResult['status']): CheckResult => ({
  id,
  name: `The ${id} holds`,
  status,
  message: null,
  expected: null,
  actual: null,
  frames: [],
  hint: null,
  durationMs: 1,
});
const queued: SubmissionView = {
  id: '0b9f6c0e-4f4b-4f0e-9f6c-0e4f4b4f0e9f',
  exercise: 'first-view',
  exerciseVersion: '0'.repeat(64),
  status: 'queued',
  purpose: 'grade',
  outcome: null,
  place: 3,
  estimate: { seconds: 6, most: 20 },
  checks: [],
  verdict: null,
  files: {},
  createdAt: '2026-01-01T00:00:00Z',
  finishedAt: null,
};

describe('a followed submission', () => {
  it('moves up in line, runs and gathers its checks', () => {
    const moved = after(queued, { type: 'queued', place: 1, estimate: { seconds: 2, most: 8 } });
    expect(moved).toMatchObject({ place: 1, estimate: { seconds: 2, most: 8 } });
    const running = after(moved, { type: 'running' });
    expect(running).toMatchObject({ status: 'running', place: null, estimate: null });
    const one = after(running, { type: 'check', check: check('page', 'passed') });
    expect(one.checks.map(({ id }) => id)).toEqual(['page']);
    expect(isSettled(one)).toBe(false);
  });

  it('takes a check that arrives twice once, as after a reconnection', () => {
    const once = after(queued, { type: 'check', check: check('page', 'passed') });
    const twice = after(after(once, { type: 'running' }), { type: 'check', check: check('page', 'passed') });
    expect(twice.checks).toHaveLength(1);
  });

  it('forgets the checks of a run that starts again', () => {
    const requeued = after(after(queued, { type: 'check', check: check('page', 'passed') }), {
      type: 'queued',
      place: 1,
      estimate: null,
    });
    expect(after(requeued, { type: 'running' }).checks).toEqual([]);
  });

  it('is settled for now when a mentor is next, with the checks of the gate and without an outcome', () => {
    const checked = after(queued, { type: 'check', check: check('form', 'passed') });
    const waiting = after(checked, { type: 'awaiting-review' });
    expect(isSettled(waiting)).toBe(true);
    expect(waiting).toMatchObject({ status: 'awaiting-review', outcome: null, checks: [{ id: 'form' }] });
  });

  it('knows when it was graded as soon as the verdict is there', () => {
    const finishedAt = '2026-01-01T00:00:09Z';
    const verdict = {
      outcome: 'passed',
      checks: [check('page', 'passed')],
      finishedAt,
    } as unknown as Verdict;
    expect(after(queued, { type: 'verdict', verdict })).toMatchObject({ status: 'done', finishedAt });
  });

  it('is settled when withdrawn', () => {
    expect(isSettled(after(queued, { type: 'cancelled' }))).toBe(true);
  });
});

describe('what has moved since the last submission', () => {
  it('names the checks that hold now and did not before', () => {
    const before = [check('page', 'failed'), check('title', 'blocked'), check('list', 'passed')];
    const now = [check('page', 'passed'), check('title', 'passed'), check('list', 'passed')];
    expect(movedOn(before, now)).toBe('“The page holds” and “The title holds” hold now.');
    expect(movedOn(now, before)).toBeNull();
    expect(movedOn([], now)).toBeNull();
  });
});
