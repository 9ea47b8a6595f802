import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { gradeNext, type SubmissionEvent } from '#contract';
import { Db, Outbox } from '#platform';
import { aVerdict, GradingRooms } from '../../../../test/grading.js';
import type { Rooms } from '../../../../test/people.js';
import { type Grading, MOST_TRIES, type Submissions, Watch } from './index.js';

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

describe('the watch', () => {
  const giveUp = () => Promise.reject(new Error('not yet'));

  it('takes back the runs of a worker that is gone; what that worker still says is too late', async () => {
    const learner = await rooms.aLearner();
    const id = await grading.submit(learner.id, world.handIn());
    const dead = (await grading.claim('dead'))!;
    await rooms.query(`UPDATE runs SET heartbeat_at = heartbeat_at - interval '1 minute' WHERE id = $1`, [
      dead.runId,
    ]);
    expect((await rooms.get(Watch).sweep(15_000, giveUp)).lost).toBe(1);
    await grading.settle(dead, aVerdict(dead, 'passed'));
    expect(await world.statusOf(learner.id, id)).toEqual(['queued', null]);
    const lost: string[] = [];
    await grading.keep('dead', [dead.runId], (runId) => lost.push(runId));
    expect(lost).toEqual([dead.runId]);
  });

  it('leaves the runs of a living worker alone', async () => {
    const learner = await rooms.aLearner();
    await grading.submit(learner.id, world.handIn());
    const claim = (await grading.claim('alive'))!;
    await rooms.query(`UPDATE runs SET heartbeat_at = heartbeat_at - interval '1 minute' WHERE id = $1`, [
      claim.runId,
    ]);
    await grading.keep('alive', [claim.runId], () => expect.unreachable());
    expect((await rooms.get(Watch).sweep(15_000, giveUp)).lost).toBe(0);
  });

  it('settles as broken what workers gave up again and again', async () => {
    const learner = await rooms.aLearner();
    const id = await grading.submit(learner.id, world.handIn());
    const claim = (await grading.claim('w'))!;
    await rooms.query(
      `UPDATE runs SET tries = $2, heartbeat_at = heartbeat_at - interval '1 minute' WHERE id = $1`,
      [claim.runId, MOST_TRIES],
    );
    await rooms
      .get(Watch)
      .sweep(15_000, async (run) =>
        aVerdict({ ...claim, exerciseVersion: run.exerciseVersion }, 'broken', 'infrastructure'),
      );
    expect(await world.statusOf(learner.id, id)).toEqual(['done', 'broken']);
  });

  it('announces again what nobody began, with a new job', async () => {
    const learner = await rooms.aLearner();
    await grading.submit(learner.id, world.handIn());
    await rooms.query(`UPDATE runs SET asked_at = asked_at - interval '1 minute' WHERE status = 'queued'`);
    expect((await rooms.get(Watch).sweep(15_000, giveUp)).asked).toBe(1);
    expect((await rooms.get(Watch).sweep(15_000, giveUp)).asked).toBe(0);
  });

  it('counts the graders that were seen lately', async () => {
    const watch = rooms.get(Watch);
    await world.signIn({ id: 'w1', slots: 2 });
    expect(await watch.graders()).toMatchObject([{ id: 'w1', mode: 'B', slots: 2 }]);
    await watch.leave('w1');
    expect(await watch.graders()).toEqual([]);
  });
});

describe('who watches a submission', () => {
  it('is told place, start, each check and the verdict, each once', async () => {
    const learner = await rooms.aLearner();
    const id = await grading.submit(learner.id, world.handIn());
    const told: SubmissionEvent[] = [];
    const watching = (async () => {
      for await (const event of submissions.watch(learner.id, id, new AbortController().signal))
        told.push(event);
    })();
    await expect.poll(() => told.map(({ type }) => type)).toEqual(['queued']);
    const claim = (await grading.claim('w'))!;
    await expect.poll(() => told.map(({ type }) => type)).toEqual(['queued', 'running']);
    const check = {
      id: 'a',
      name: 'A',
      status: 'passed',
      message: null,
      expected: null,
      actual: null,
      frames: [],
      hint: null,
      durationMs: 1,
    } as const;
    await grading.noteChecks(claim, [{ ...check, frames: [] }]);
    await expect.poll(() => told.length).toBe(3);
    await grading.settle(claim, {
      ...aVerdict(claim, 'failed', 'check'),
      checks: [
        { ...check, frames: [] },
        { ...check, frames: [], id: 'b' },
      ],
    });
    await watching;
    expect(told.map((event) => (event.type === 'check' ? event.check.id : event.type))).toEqual([
      'queued',
      'running',
      'a',
      'b',
      'verdict',
    ]);
  });

  it('stops when the reader goes away', async () => {
    const learner = await rooms.aLearner();
    const id = await grading.submit(learner.id, world.handIn());
    const gone = new AbortController();
    const told: SubmissionEvent[] = [];
    for await (const event of submissions.watch(learner.id, id, gone.signal)) {
      told.push(event);
      gone.abort();
    }
    expect(told).toHaveLength(1);
  });
});

describe('the outbox', () => {
  it('forgets a job whose transaction fails', async () => {
    const before = await rooms.query('SELECT id FROM outbox');
    await expect(
      rooms.get(Db).transaction(async (tx) => {
        await rooms.get(Outbox).add(tx, gradeNext, { runId: '00000000-0000-4000-8000-000000000000' });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await rooms.query('SELECT id FROM outbox')).toHaveLength(before.length);
  });

  it('sends a job once when two relays run at the same time', async () => {
    const learner = await rooms.aLearner();
    await grading.submit(learner.id, world.handIn());
    await rooms.query(`UPDATE outbox SET sent_at = NULL`);
    const [one, other] = await Promise.all([rooms.get(Outbox).relay(), rooms.get(Outbox).relay()]);
    const waiting = (await rooms.query('SELECT 1 FROM outbox WHERE sent_at IS NULL')) as unknown[];
    expect(waiting).toHaveLength(0);
    expect(one! + other!).toBeGreaterThan(0);
  });
});
