import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Db } from '#platform';
import { aVerdict, GradingRooms } from '../../../../test/grading.js';
import type { Rooms } from '../../../../test/people.js';
import { Progress } from '../progress/index.js';
import type { Grading, Submissions } from './index.js';

let world: GradingRooms;
let rooms: Rooms;
let grading: Grading;
let submissions: Submissions;
beforeAll(async () => {
  world = await GradingRooms.open();
  ({ rooms, grading, submissions } = world);
});
afterAll(() => world?.close());
beforeEach(() => world.emptyLine());

describe('the gate before a mentor', () => {
  const handIn = async (outcome: 'passed' | 'failed', purpose: 'grade' | 'practice' = 'grade') => {
    const learner = await rooms.aLearner();
    const id = await grading.submit(learner.id, { ...world.handIn(3), purpose });
    const claim = (await grading.claim('w'))!;
    await grading.settle(claim, aVerdict(claim, outcome, outcome === 'failed' ? 'check' : null));
    return { learner, id, attempts: (await rooms.get(Progress).view(learner.id)).attempts };
  };

  it('that is passed leaves the submission waiting, and is evidence of nothing', async () => {
    const { learner, id, attempts } = await handIn('passed');
    expect(await submissions.require(learner.id, id)).toMatchObject({
      status: 'awaiting-review',
      outcome: null,
      verdict: null,
      finishedAt: null,
    });
    expect((await submissions.list(learner.id, {})).items[0]).toMatchObject({
      status: 'awaiting-review',
      outcome: null,
    });
    expect(attempts).toBe(0);
    expect(await rooms.query(`SELECT 1 FROM evidence WHERE person_id = $1`, [learner.id])).toEqual([]);
  });

  it('tells whoever watches that a mentor is next', async () => {
    const { learner, id } = await handIn('passed');
    const told: string[] = [];
    for await (const event of submissions.watch(learner.id, id, AbortSignal.timeout(5_000)))
      told.push(event.type);
    expect(told).toEqual(['awaiting-review']);
  });

  it('that is not passed is an attempt like any other', async () => {
    const { learner, id, attempts } = await handIn('failed');
    expect(await world.statusOf(learner.id, id)).toEqual(['done', 'failed']);
    expect(attempts).toBe(1);
  });

  it('can be practised without troubling a mentor, and proves nothing then', async () => {
    const { learner, id, attempts } = await handIn('passed', 'practice');
    expect(await world.statusOf(learner.id, id)).toEqual(['done', 'passed']);
    expect(attempts).toBe(0);
  });

  it('leaves nothing for mentors when the account is deleted', async () => {
    const { learner, id } = await handIn('passed');
    await rooms.get(Db).transaction((tx) => submissions.forget(tx, learner.id));
    expect(await rooms.query(`SELECT status FROM runs WHERE submission_id = $1`, [id])).toEqual([
      { status: 'cancelled' },
    ]);
  });
});
