import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome, Verdict } from '#contract';
import { Db } from '#platform';
import { aVerdict, GradingRooms } from '../../../../test/grading.js';
import type { Rooms } from '../../../../test/people.js';
import { Exercises } from '../exercises/index.js';
import { Progress } from '../progress/index.js';
import type { Claim, Grading, Submissions } from './index.js';
import { type Difference, Regrades, type StoredWork } from './regrades.js';

const NEW = 'f'.repeat(64);

let world: GradingRooms;
let rooms: Rooms;
let grading: Grading;
let submissions: Submissions;
let regrades: Regrades;
beforeAll(async () => {
  world = await GradingRooms.open();
  ({ rooms, grading, submissions } = world);
  regrades = rooms.get(Regrades);
});
afterAll(() => world?.close());
beforeEach(async () => {
  await world.emptyLine();
  await inForce(world.bundles[0]!.hash);
});

/** Puts a state of the first exercise in force, as a change of its checks does. */
async function inForce(hash: string): Promise<void> {
  const [first, ...others] = world.bundles;
  await rooms.get(Db).transaction((tx) => rooms.get(Exercises).load(tx, [{ ...first!, hash }, ...others]));
}

const reasonOf = { passed: null, failed: 'check', errored: 'set-up', broken: 'content' } as const;

async function graded(outcome: Outcome): Promise<{ learner: string; id: string }> {
  const learner = await rooms.aLearner();
  const id = await grading.submit(learner.id, world.handIn());
  await settleNext(outcome);
  return { learner: learner.id, id };
}

async function settleNext(outcome: Outcome, more: Partial<Verdict> = {}): Promise<Claim> {
  const claim = (await grading.claim('w'))!;
  await grading.settle(claim, { ...aVerdict(claim, outcome, reasonOf[outcome]), ...more });
  return claim;
}

async function storedOf(id: string): Promise<StoredWork | undefined> {
  for await (const work of regrades.stored()) if (work.submissionId === id) return work;
  return undefined;
}

async function differenceOf(id: string, outcome: Outcome, resultHash = 'e'.repeat(64)): Promise<Difference> {
  const { runId, submissionId, exercise, version, target, ...work } = (await storedOf(id))!;
  const from = { version, outcome: work.outcome, resultHash: work.resultHash };
  return { runId, submissionId, exercise, from, to: { version: target, outcome, resultHash } };
}

const passedOf = async (learner: string) =>
  (await rooms.get(Progress).view(learner)).skills.flatMap(({ passed }) => passed);
const attemptsOf = async (learner: string) => (await rooms.get(Progress).view(learner)).attempts;

describe('stored work', () => {
  it('is what was graded, with its own files and seed, and the version in force to grade it by', async () => {
    const { id } = await graded('failed');
    const before = (await storedOf(id))!;
    expect(before).toMatchObject({ outcome: 'failed', exercise: 'greeting', files: world.handIn().files });
    expect(before.version).toBe(before.target);
    await inForce(NEW);
    expect(await storedOf(id)).toEqual({ ...before, target: NEW });
  });

  it('is neither practice, nor what waits, nor what belongs to nobody any more', async () => {
    const learner = await rooms.aLearner();
    const practice = await grading.submit(learner.id, { ...world.handIn(), purpose: 'practice' });
    await settleNext('failed');
    const gone = await graded('failed');
    await rooms.get(Db).transaction((tx) => submissions.forget(tx, gone.learner));
    const waiting = await grading.submit(learner.id, world.handIn());
    for (const id of [practice, waiting, gone.id]) expect(await storedOf(id)).toBeUndefined();
  });

  it('comes page by page, each once, also when many were handed in at the same moment', async () => {
    const learner = await rooms.aLearner();
    const version = world.bundles[1]!.hash;
    await rooms.query(
      `WITH s AS (INSERT INTO submissions (person_id, exercise, exercise_version, files, request_hash, created_at)
         SELECT $1, $2, $3, '{}', '', '2026-01-01T00:00:00Z' FROM generate_series(1, 230) RETURNING id),
       r AS (INSERT INTO runs (submission_id, person_id, exercise, purpose, status, priority, runtime, seed)
         SELECT id, $1, $2, 'grade', 'done', 10, 'django-5.2', 1 FROM s RETURNING id)
       INSERT INTO verdicts (run_id, outcome, document) SELECT id, 'failed', $4 FROM r`,
      [learner.id, world.bundles[1]!.slug, version, { exerciseVersion: version, resultHash: 'x' }],
    );
    const seen: string[] = [];
    for await (const work of regrades.stored({ exercise: world.bundles[1]!.slug }))
      seen.push(work.submissionId);
    expect([seen.length, new Set(seen).size]).toEqual([230, 230]);
    const later: string[] = [];
    const filter = { exercise: world.bundles[1]!.slug, since: new Date('2026-02-01') };
    for await (const work of regrades.stored(filter)) later.push(work.submissionId);
    expect(later).toEqual([]);
  });
});

describe('a re-grade', () => {
  it('is put in line once, behind the own work of learners, by the version in force, and on record', async () => {
    const { id } = await graded('failed');
    await inForce(NEW);
    const difference = await differenceOf(id, 'passed');
    expect(await regrades.apply({ exercise: 'greeting' }, 7, [difference])).toBe(1);
    expect(await regrades.apply({}, 7, [difference])).toBe(0);
    const other = await rooms.aLearner();
    const own = await grading.submit(other.id, world.handIn());
    expect((await settleNext('failed')).submissionId).toBe(own);
    expect(await grading.claim('w')).toMatchObject({
      submissionId: id,
      purpose: 're-grade',
      exerciseVersion: NEW,
    });
    const [record] = (await rooms.query('SELECT * FROM regrades ORDER BY at LIMIT 1')) as Record<
      string,
      unknown
    >[];
    expect(record).toMatchObject({
      via: 'command line',
      exercise: 'greeting',
      looked_at: 7,
      queued: [{ submissionId: id, from: { outcome: 'failed' }, to: { outcome: 'passed', version: NEW } }],
    });
  });

  it('that passes becomes the verdict of the submission and counts', async () => {
    const { learner, id } = await graded('failed');
    await inForce(NEW);
    await regrades.apply({}, 1, [await differenceOf(id, 'passed')]);
    expect(await world.statusOf(learner, id)).toEqual(['done', 'failed']);
    await settleNext('passed');
    expect(await world.statusOf(learner, id)).toEqual(['done', 'passed']);
    expect((await submissions.require(learner, id)).verdict?.exerciseVersion).toBe(NEW);
    expect(await passedOf(learner)).toContain('greeting');
  });

  it.each(['failed', 'errored'] as const)(
    'that ends as %s takes nothing away from who has passed',
    async (outcome) => {
      const { learner, id } = await graded('passed');
      await inForce(NEW);
      const skills = (await rooms.get(Progress).view(learner)).skills;
      await regrades.apply({}, 1, [await differenceOf(id, outcome)]);
      await settleNext(outcome);
      expect(await world.statusOf(learner, id)).toEqual(['done', 'passed']);
      expect((await rooms.get(Progress).view(learner)).skills).toEqual(skills);
      expect(await attemptsOf(learner)).toBe(1);
      const beside = await rooms.query(
        `SELECT v.outcome FROM runs r JOIN verdicts v ON v.run_id = r.id WHERE r.submission_id = $1 AND r.purpose = 're-grade'`,
        [id],
      );
      expect(beside).toEqual([{ outcome }]);
    },
  );

  it('is no attempt of a learner who had failed before', async () => {
    const { learner, id } = await graded('failed');
    await inForce(NEW);
    await regrades.apply({}, 1, [await differenceOf(id, 'errored')]);
    await settleNext('errored');
    expect(await world.statusOf(learner, id)).toEqual(['done', 'failed']);
    expect(await attemptsOf(learner)).toBe(1);
  });

  it('replaces what broke by our fault, also when the work then fails', async () => {
    const { learner, id } = await graded('broken');
    expect(await attemptsOf(learner)).toBe(0);
    await inForce(NEW);
    await regrades.apply({}, 1, [await differenceOf(id, 'failed')]);
    await settleNext('failed');
    expect(await world.statusOf(learner, id)).toEqual(['done', 'failed']);
    expect(await attemptsOf(learner)).toBe(1);
  });

  it('that has said its word is not asked again for the same result, and is for another', async () => {
    const { id } = await graded('passed');
    await inForce(NEW);
    const again = await differenceOf(id, 'failed');
    await regrades.apply({}, 1, [again]);
    await settleNext('failed', { resultHash: again.to.resultHash });
    expect(await regrades.apply({}, 1, [await differenceOf(id, 'failed')])).toBe(0);
    expect(await regrades.apply({}, 1, [await differenceOf(id, 'failed', 'd'.repeat(64))])).toBe(1);
  });

  it('of an account that is deleted meanwhile is not put in line', async () => {
    const { learner, id } = await graded('failed');
    const difference = await differenceOf(id, 'passed');
    await rooms.get(Db).transaction((tx) => submissions.forget(tx, learner));
    expect(await regrades.apply({}, 1, [difference])).toBe(0);
  });
});
