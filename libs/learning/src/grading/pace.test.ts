import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Overview } from '#learning';
import { aVerdict, GradingRooms } from '../../../../test/grading.js';
import type { Slot } from './live-graders.js';
import { estimatesOf, type Percentiles } from './pace.js';

const quick: Percentiles = { p50: 1, p90: 3, runs: 50 };
const slow: Percentiles = { p50: 8, p90: 20, runs: 50 };
const recent = { exercises: new Map([['slow', slow]]), run: quick };
const waiting = (...exercises: string[]) =>
  exercises.map((exercise) => ({ exercise, runtime: 'r', dueInMs: 0 }));
const slots = (count: number, ...runtimes: string[]) =>
  Array<Slot>(count).fill({ runtimes: ['r', ...runtimes] });
const seconds = (estimates: ReturnType<typeof estimatesOf>) => estimates.map((one) => one?.seconds);

describe('the estimate', () => {
  it('grows with what is in front and shrinks with the slots', () => {
    const line = waiting('a', 'b', 'c', 'd');
    expect(seconds(estimatesOf(line, [], slots(1), recent))).toEqual([1, 2, 3, 4]);
    expect(seconds(estimatesOf(line, [], slots(2), recent))).toEqual([1, 1, 2, 2]);
  });

  it('knows a slow exercise, also where it runs already', () => {
    expect(seconds(estimatesOf(waiting('slow', 'a'), [], slots(1), recent))).toEqual([8, 9]);
    const going = [{ exercise: 'slow', runtime: 'r', seconds: 5 }];
    expect(seconds(estimatesOf(waiting('a'), going, slots(1), recent))).toEqual([4]);
  });

  it('says what it takes at most', () => {
    expect(estimatesOf(waiting('a', 'a'), [], slots(1), recent)).toEqual([
      { seconds: 1, most: 3 },
      { seconds: 2, most: 6 },
    ]);
  });

  it('of a run that waits before it is tried again includes that wait, and nobody else waits with it', () => {
    const line = [{ exercise: 'a', runtime: 'r', dueInMs: 4_000 }, ...waiting('a')];
    expect(seconds(estimatesOf(line, [], slots(1), recent))).toEqual([5, 2]);
  });

  it('counts the slots that have the runtime, and is not given where none has', () => {
    const line = ['r', 'other', 'r', 'other', 'r', 'none'].map((runtime) => ({
      exercise: 'a',
      runtime,
      dueInMs: 0,
    }));
    const some = [...slots(1), ...slots(1, 'other')];
    expect(seconds(estimatesOf(line, [], some, recent))).toEqual([1, 1, 2, 2, 3, undefined]);
  });

  it('is coarse where it is long', () => {
    const line = waiting(...Array.from({ length: 1_000 }, () => 'a'));
    const long = seconds(estimatesOf(line, [], slots(1), recent));
    expect([long[40], long[300], long[999]]).toEqual([45, 330, 1_200]);
  });

  it('is not given without a slot or without a run to go by', () => {
    expect(estimatesOf(waiting('a'), [], slots(0), recent)).toEqual([null]);
    expect(estimatesOf(waiting('a'), [], slots(2), { exercises: new Map(), run: null })).toEqual([null]);
  });
});

describe('who waits', () => {
  let world: GradingRooms;
  beforeAll(async () => {
    world = await GradingRooms.open();
  });
  afterAll(() => world?.close());
  beforeEach(() => world.emptyLine());

  it('is told a place and, from runs that ended lately and the workers that are there, a time', async () => {
    const { rooms, grading, submissions } = world;
    const [first, second] = [await rooms.aLearner(), await rooms.aLearner()];
    await grading.submit(first.id, world.handIn());
    const claim = (await grading.claim('w'))!;
    await rooms.query(`UPDATE runs SET started_at = clock_timestamp() - interval '3.5 s' WHERE id = $1`, [
      claim.runId,
    ]);
    await grading.settle(claim, aVerdict(claim, 'failed', 'check'));
    await world.signIn();
    const ids = [
      await grading.submit(first.id, world.handIn()),
      await grading.submit(second.id, world.handIn()),
    ];
    // The second learner was not served before, so the second one is next.
    const standings = new Map<number | null, number | undefined>();
    for (const [learner, id] of [
      [first, ids[0]!],
      [second, ids[1]!],
    ] as const) {
      const { place, estimate } = await submissions.require(learner.id, id);
      standings.set(place, estimate?.seconds);
    }
    expect(Object.fromEntries(standings)).toEqual({ 1: 4, 2: 8 });
    await world.signIn({ draining: true });
    const third = await rooms.aLearner();
    const late = await submissions.require(third.id, await grading.submit(third.id, world.handIn()));
    expect([late.place, late.estimate]).toEqual([3, null]);
    await world.signIn();
    expect((await rooms.get(Overview).view()).stranded).toEqual([]);
    // The worker comes back without the runtime that these were to run on.
    await world.signIn({ runtimes: ['django-6.0'] });
    const { stranded } = await rooms.get(Overview).view();
    expect(stranded).toMatchObject([{ runtime: 'django-5.2', waiting: 3 }]);
  });
});
