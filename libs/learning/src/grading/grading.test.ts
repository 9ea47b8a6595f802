import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Db } from '#platform';
import { aVerdict, GradingRooms } from '../../../../test/grading.js';
import type { Rooms } from '../../../../test/people.js';
import { Progress } from '../progress/index.js';
import { LONGEST_LINE, MOST_AN_HOUR } from './grading.js';
import { type Grading, MOST_TRIES, type Submissions } from './index.js';

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

describe('a submission', () => {
  it('waits in line with its files, and the graders are told', async () => {
    const learner = await rooms.aLearner();
    const id = await grading.submit(learner.id, world.handIn());
    expect(await submissions.require(learner.id, id)).toMatchObject({
      status: 'queued',
      place: 1,
      outcome: null,
      files: world.handIn().files,
    });
    const jobs = await rooms.query(
      `SELECT 1 FROM outbox o JOIN runs r ON o.payload->>'runId' = r.id::text WHERE r.submission_id = $1`,
      [id],
    );
    expect(jobs).toHaveLength(1);
  });

  it('of another learner does not exist', async () => {
    const [one, other] = [await rooms.aLearner(), await rooms.aLearner()];
    const id = await grading.submit(one.id, world.handIn());
    await expect(submissions.require(other.id, id)).rejects.toMatchObject({ problem: 'not-found' });
    await expect(grading.withdraw(other.id, id)).rejects.toMatchObject({ problem: 'not-found' });
  });

  it('is one, however often the same request arrives with the same key', async () => {
    const learner = await rooms.aLearner();
    const ids = await Promise.all(
      Array.from({ length: 5 }, () => grading.submit(learner.id, world.handIn(), 'key-1')),
    );
    expect(new Set(ids).size).toBe(1);
    await expect(grading.submit(learner.id, world.handIn(0, 'other'), 'key-1')).rejects.toMatchObject({
      problem: 'idempotency-key-reused',
    });
    const another = await rooms.aLearner();
    expect(ids).not.toContain(await grading.submit(another.id, world.handIn(), 'key-1'));
  });

  it('replaces an earlier one of the same exercise that still waits, also when the button is pressed many times at once', async () => {
    const learner = await rooms.aLearner();
    const ids = await Promise.all(
      Array.from({ length: 6 }, (_, number) => grading.submit(learner.id, world.handIn(0, `x = ${number}`))),
    );
    const states = await Promise.all(ids.map((id) => world.statusOf(learner.id, id)));
    expect(states.filter(([status]) => status === 'queued')).toHaveLength(1);
    expect(states.filter(([status]) => status === 'cancelled')).toHaveLength(5);
  });

  it('can be taken back while it waits, and not when it is over', async () => {
    const learner = await rooms.aLearner();
    const id = await grading.submit(learner.id, world.handIn());
    await grading.withdraw(learner.id, id);
    expect(await world.statusOf(learner.id, id)).toEqual(['cancelled', null]);
    await expect(grading.withdraw(learner.id, id)).rejects.toMatchObject({ problem: 'submission-finished' });
    expect(await grading.claim('w')).toBeUndefined();
  });

  it('can be taken back while it runs: its worker is told, and what that worker still says is too late', async () => {
    const learner = await rooms.aLearner();
    const id = await grading.submit(learner.id, world.handIn());
    const claim = (await grading.claim('w'))!;
    let told = 0;
    const off = grading.onWithdrawal(claim, () => (told += 1));
    // The listener's connection opens by itself; a notice before it is not lost on `keep`, which asks the rows.
    await rooms.listening();
    await grading.withdraw(learner.id, id);
    await expect.poll(() => told).toBe(1);
    off();
    const lost: string[] = [];
    await grading.keep('w', [claim.runId], (runId) => lost.push(runId));
    expect(lost).toEqual([claim.runId]);
    await grading.settle(claim, aVerdict(claim, 'passed'));
    expect(await world.statusOf(learner.id, id)).toEqual(['cancelled', null]);
    expect((await rooms.get(Progress).view(learner.id)).attempts).toBe(0);
    await expect(grading.withdraw(learner.id, id)).rejects.toMatchObject({ problem: 'submission-finished' });
  });

  it('is listed newest first, page by page', async () => {
    const learner = await rooms.aLearner();
    const ids: string[] = [];
    for (let number = 0; number < 23; number += 1)
      ids.unshift(await grading.submit(learner.id, world.handIn(number % 3)));
    const first = await submissions.list(learner.id, {});
    expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 20));
    const second = await submissions.list(learner.id, { after: first.next! });
    expect(second.items.map(({ id }) => id)).toEqual(ids.slice(20));
    expect(second.next).toBeNull();
    const ofOne = await submissions.list(learner.id, { exercise: world.bundles[1]!.slug });
    expect(new Set(ofOne.items.map(({ exercise }) => exercise))).toEqual(new Set([world.bundles[1]!.slug]));
  });
});

describe('what is not taken', () => {
  it('is more than anybody writes in an hour', async () => {
    const learner = await rooms.aLearner();
    for (let number = 0; number < MOST_AN_HOUR; number += 1) {
      const refused = grading.submit(learner.id, { ...world.handIn(), files: {} });
      await expect(refused).rejects.toMatchObject({ problem: 'no-files' });
    }
    await expect(grading.submit(learner.id, world.handIn())).rejects.toMatchObject({
      problem: 'too-many-requests',
    });
    const other = await rooms.aLearner();
    await expect(grading.submit(other.id, world.handIn())).resolves.toBeTypeOf('string');
  });

  it('is one more when the line is full: it says when to come back, and nothing is kept', async () => {
    const learner = await rooms.aLearner();
    const id = await grading.submit(learner.id, world.handIn());
    await rooms.query(
      `INSERT INTO runs (submission_id, exercise, purpose, priority, runtime, seed)
       SELECT $1, 'any', 'grade', 10, 'django-5.2', 1 FROM generate_series(2, $2)`,
      [id, LONGEST_LINE],
    );
    const refused = grading.submit(learner.id, world.handIn(1));
    await expect(refused).rejects.toMatchObject({
      problem: 'line-full',
      headers: { 'retry-after': expect.stringMatching(/^[1-9]\d*$/) },
    });
    expect((await submissions.list(learner.id, {})).items).toHaveLength(1);
  });

  it('is a value in the place of a text, however deep', async () => {
    const learner = await rooms.aLearner();
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`);
    const [path = ''] = Object.keys(world.handIn().files);
    const refused = grading.submit(learner.id, { ...world.handIn(), files: { [path]: deep } });
    await expect(refused).rejects.toMatchObject({ problem: 'file-not-text' });
  });
});

describe('the line', () => {
  it('serves learners in turn, so that many submissions of one do not hold up another', async () => {
    const [busy, other] = [await rooms.aLearner(), await rooms.aLearner()];
    const mine = [
      await grading.submit(busy.id, world.handIn(0)),
      await grading.submit(busy.id, world.handIn(1)),
      await grading.submit(busy.id, world.handIn(2)),
    ];
    const theirs = await grading.submit(other.id, world.handIn(0));
    expect((await submissions.require(other.id, theirs)).place).toBe(2);
    const order: string[] = [];
    for (let claim = await grading.claim('w'); claim; claim = await grading.claim('w')) {
      order.push(claim.submissionId);
      await grading.settle(claim, aVerdict(claim, 'failed', 'check'));
    }
    expect(order).toEqual([mine[0], theirs, mine[1], mine[2]]);
  });

  it('gives a lower priority one run in ten, however many of a higher one wait', async () => {
    const learners = await Promise.all(Array.from({ length: 25 }, () => rooms.aLearner()));
    const practice = await grading.submit(learners[0]!.id, { ...world.handIn(), purpose: 'practice' });
    for (const { id } of learners.slice(1)) await grading.submit(id, world.handIn());
    const order: string[] = [];
    for (let claim = await grading.claim('w'); claim; claim = await grading.claim('w')) {
      order.push(claim.purpose);
      await grading.settle(claim, aVerdict(claim, 'failed', 'check'));
    }
    expect(order).toHaveLength(25);
    expect(order.indexOf('practice')).toBeGreaterThan(0);
    expect(order.indexOf('practice')).toBeLessThan(10);
    expect(await world.statusOf(learners[0]!.id, practice)).toEqual(['done', 'failed']);
  });

  it("does not let a learner's audits hold up what the learner hands in", async () => {
    const [one, other] = [await rooms.aLearner(), await rooms.aLearner()];
    await grading.submit(one.id, world.handIn(0));
    await rooms.query(
      `UPDATE runs SET purpose = 'audit', priority = 40, effective = false WHERE status = 'queued'`,
    );
    expect((await grading.claim('w'))?.purpose).toBe('audit');
    const mine = await grading.submit(one.id, world.handIn(1));
    await grading.submit(other.id, world.handIn(1));
    expect((await grading.claim('w'))?.submissionId).toBe(mine);
  });

  it('gives a run to one worker only', async () => {
    const learners = await Promise.all(Array.from({ length: 8 }, () => rooms.aLearner()));
    for (const { id } of learners) await grading.submit(id, world.handIn());
    const claims = await Promise.all(Array.from({ length: 12 }, (_, worker) => grading.claim(`w${worker}`)));
    const taken = claims.filter((claim) => claim !== undefined).map(({ runId }) => runId);
    expect(taken).toHaveLength(8);
    expect(new Set(taken).size).toBe(8);
  });

  it('lets a second submission of an exercise wait until the first is graded', async () => {
    const learner = await rooms.aLearner();
    await grading.submit(learner.id, world.handIn());
    const first = (await grading.claim('w'))!;
    const second = await grading.submit(learner.id, world.handIn(0, 'second'));
    expect(await grading.claim('w')).toBeUndefined();
    await grading.settle(first, aVerdict(first, 'failed', 'check'));
    expect((await grading.claim('w'))?.submissionId).toBe(second);
  });
});

describe('a verdict', () => {
  it('settles once: a repeated one, and one under a lost lease, changes nothing', async () => {
    const learner = await rooms.aLearner();
    const id = await grading.submit(learner.id, world.handIn());
    const claim = (await grading.claim('w'))!;
    await grading.settle(
      { ...claim, lease: '00000000-0000-4000-8000-000000000000' },
      aVerdict(claim, 'passed'),
    );
    expect(await world.statusOf(learner.id, id)).toEqual(['running', null]);
    await grading.settle(claim, aVerdict(claim, 'failed', 'check'));
    await grading.settle(claim, aVerdict(claim, 'passed'));
    expect(await world.statusOf(learner.id, id)).toEqual(['done', 'failed']);
    expect((await rooms.get(Progress).view(learner.id)).attempts).toBe(1);
  });

  it('that passes proves the exercise in the same transaction', async () => {
    const learner = await rooms.aLearner();
    await grading.submit(learner.id, world.handIn());
    const claim = (await grading.claim('w'))!;
    await grading.settle(claim, aVerdict(claim, 'passed'));
    const progress = await rooms.get(Progress).view(learner.id);
    expect(progress.skills.flatMap(({ passed }) => passed)).toContain(world.bundles[0]!.slug);
  });

  it('of practice, and one that stands beside, is no evidence', async () => {
    const learner = await rooms.aLearner();
    for (const purpose of ['practice', 're-grade', 'proof', 'audit']) {
      const id = await grading.submit(learner.id, world.handIn());
      await rooms.query(
        `UPDATE runs SET purpose = $2, effective = ($2 = 'practice'), origin_id = (SELECT run_id FROM verdicts LIMIT 1)
         WHERE submission_id = $1`,
        [id, purpose],
      );
      const claim = (await grading.claim('w'))!;
      await grading.settle(claim, aVerdict(claim, 'passed'));
    }
    const progress = await rooms.get(Progress).view(learner.id);
    expect([progress.attempts, progress.skills.flatMap(({ passed }) => passed)]).toEqual([0, []]);
  });

  it('of our own fault is tried again, then shown as broken, and never counts', async () => {
    const learner = await rooms.aLearner();
    const id = await grading.submit(learner.id, world.handIn());
    for (let tried = 1; tried <= MOST_TRIES; tried += 1) {
      await rooms.query('UPDATE runs SET not_before = clock_timestamp() WHERE submission_id = $1', [id]);
      const claim = (await grading.claim('w'))!;
      await grading.settle(claim, aVerdict(claim, 'broken', 'infrastructure'));
      expect(await world.statusOf(learner.id, id)).toEqual(
        tried < MOST_TRIES ? ['queued', null] : ['done', 'broken'],
      );
    }
    expect((await rooms.get(Progress).view(learner.id)).attempts).toBe(0);
  });

  it('of a fault in the exercise is not tried again', async () => {
    const learner = await rooms.aLearner();
    const id = await grading.submit(learner.id, world.handIn());
    const claim = (await grading.claim('w'))!;
    await grading.settle(claim, aVerdict(claim, 'broken', 'content'));
    expect(await world.statusOf(learner.id, id)).toEqual(['done', 'broken']);
  });
});

describe('an account that is deleted', () => {
  it('takes what runs with it: the verdict that comes later is not kept', async () => {
    const learner = await rooms.aLearner();
    await grading.submit(learner.id, world.handIn());
    const claim = (await grading.claim('w'))!;
    await rooms.get(Db).transaction((tx) => submissions.forget(tx, learner.id));
    await grading.settle(claim, aVerdict(claim, 'passed'));
    expect(await rooms.query('SELECT 1 FROM verdicts WHERE run_id = $1', [claim.runId])).toEqual([]);
  });

  it('leaves verdicts without person, files and own lines', async () => {
    const learner = await rooms.aLearner();
    const id = await grading.submit(learner.id, world.handIn(0, 'secret_of_mine = 1'));
    const claim = (await grading.claim('w'))!;
    await grading.settle(claim, {
      ...aVerdict(claim, 'errored', 'exception'),
      message: 'secret_of_mine',
      frames: [{ path: world.editable, line: 1, source: 'secret_of_mine = 1' }],
    });
    await rooms.get(Db).transaction((tx) => submissions.forget(tx, learner.id));
    for (const table of ['submissions', 'runs', 'verdicts']) {
      const rows = JSON.stringify(
        await rooms.query(
          `SELECT * FROM ${table} WHERE ${table === 'submissions' ? 'id' : table === 'runs' ? 'submission_id' : 'run_id'} = $1`,
          [table === 'verdicts' ? claim.runId : id],
        ),
      );
      expect(rows).not.toContain('secret_of_mine');
      expect(rows).not.toContain(learner.id);
    }
  });
});
