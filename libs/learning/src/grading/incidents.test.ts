import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Db } from '#platform';
import { aVerdict, GradingRooms } from '../../../../test/grading.js';
import type { Rooms } from '../../../../test/people.js';
import { Progress } from '../progress/index.js';
import { type Grading, Incidents, MOST_TRIES, type Submissions } from './index.js';

let world: GradingRooms;
let rooms: Rooms;
let grading: Grading;
let submissions: Submissions;
let incidents: Incidents;
let steward: string;
beforeAll(async () => {
  world = await GradingRooms.open({ auditPercent: 100 });
  ({ rooms, grading, submissions } = world);
  incidents = rooms.get(Incidents);
  steward = (await rooms.aLearner()).id;
});
afterAll(() => world?.close());
beforeEach(() => world.emptyLine());

async function parked(fault = 'the sandbox is gone') {
  const learner = await rooms.aLearner();
  const submission = await grading.submit(learner.id, world.handIn());
  let runId = '';
  for (let tried = 1; tried <= MOST_TRIES; tried += 1) {
    await rooms.query('UPDATE runs SET not_before = clock_timestamp() WHERE submission_id = $1', [
      submission,
    ]);
    const claim = (await grading.claim('w7'))!;
    runId = claim.runId;
    await grading.settle(claim, aVerdict(claim, 'broken', 'infrastructure'), fault);
  }
  return { learner: learner.id, submission, runId };
}
const openOne = async (runId: string) => (await incidents.listOpen()).find((one) => one.runId === runId);

describe('a run that breaks again and again', () => {
  it('is parked with what went wrong, is not begun again and does not count', async () => {
    const { learner, submission, runId } = await parked('a\0b');
    expect(await openOne(runId)).toMatchObject({
      kind: 'parked',
      submissionId: submission,
      tries: MOST_TRIES,
      worker: 'w7',
      detail: 'infrastructure: ab',
      resolution: null,
    });
    expect(await world.statusOf(learner, submission)).toEqual(['done', 'broken']);
    expect(await grading.claim('w')).toBeUndefined();
    expect((await rooms.get(Progress).view(learner)).attempts).toBe(0);
  });

  it('is tried again by a steward as a new run of the same submission, which counts', async () => {
    const { learner, submission, runId } = await parked();
    const closed = await incidents.close(steward, runId, 'retry');
    expect(closed).toMatchObject({ resolution: 'retried', closedBy: expect.stringContaining('@') });
    expect(await world.statusOf(learner, submission)).toEqual(['queued', null]);
    const again = (await grading.claim('w'))!;
    expect(again).toMatchObject({ submissionId: submission, purpose: 'grade' });
    await grading.settle(again, aVerdict(again, 'passed'));
    expect(await world.statusOf(learner, submission)).toEqual(['done', 'passed']);
    expect((await rooms.get(Progress).view(learner)).attempts).toBe(1);
  });

  it('is closed once: two stewards at the same moment do not start it twice', async () => {
    const { runId } = await parked();
    const both = await Promise.allSettled([
      incidents.close(steward, runId, 'retry'),
      incidents.close(steward, runId, 'withdraw'),
    ]);
    const refused = both.filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject([{ reason: { problem: 'incident-closed' } }]);
    expect((await incidents.listClosed()).filter((one) => one.runId === runId)).toHaveLength(1);
  });

  it('is not tried again in front of what its learner has handed in since', async () => {
    const { learner, runId } = await parked();
    await grading.submit(learner, world.handIn(0, 'newer'));
    await expect(incidents.close(steward, runId, 'retry')).rejects.toMatchObject({
      problem: 'newer-submission',
    });
    expect(await openOne(runId)).toBeDefined();
    await incidents.close(steward, runId, 'withdraw');
    expect(await openOne(runId)).toBeUndefined();
  });

  it('cannot be noted away, and what is unknown is not there', async () => {
    const { runId } = await parked();
    await expect(incidents.close(steward, runId, 'note')).rejects.toMatchObject({
      problem: 'invalid-request',
    });
    const unknown = '00000000-0000-4000-8000-000000000000';
    await expect(incidents.close(steward, unknown, 'retry')).rejects.toMatchObject({ problem: 'not-found' });
  });

  it('goes with the account: nothing of the learner stays, and nobody can start it', async () => {
    const { learner, runId } = await parked('secret_of_mine');
    await rooms.get(Db).transaction((tx) => submissions.forget(tx, learner));
    expect(await rooms.rowsOf('incidents')).not.toContain('secret_of_mine');
    await expect(incidents.close(steward, runId, 'retry')).rejects.toMatchObject({
      problem: 'incident-closed',
    });
  });
});

describe('an audit', () => {
  /** A graded run that is due for an audit, and the claim of that audit. */
  async function audited() {
    const learner = await rooms.aLearner();
    const submission = await grading.submit(learner.id, world.handIn());
    const first = (await grading.claim('w'))!;
    await grading.settle(first, aVerdict(first, 'passed'));
    return { learner: learner.id, submission, first, audit: (await grading.claim('w'))! };
  }

  it('is the same run once more, last in line, and is not audited itself', async () => {
    const { submission, first, audit } = await audited();
    expect(audit).toMatchObject({
      purpose: 'audit',
      submissionId: submission,
      seed: first.seed,
      exerciseVersion: first.exerciseVersion,
      runtime: first.runtime,
    });
    const rows = await rooms.query('SELECT priority, origin_id FROM runs WHERE id = $1', [audit.runId]);
    expect(rows).toEqual([{ priority: 40, origin_id: first.runId }]);
    await grading.settle(audit, aVerdict(audit, 'passed'));
    expect(await grading.claim('w')).toBeUndefined();
  });

  it('that comes to the same result says nothing and changes nothing', async () => {
    const { learner, submission, audit } = await audited();
    const attempts = (await rooms.get(Progress).view(learner)).attempts;
    await grading.settle(audit, aVerdict(audit, 'passed'));
    expect(await openOne(audit.runId)).toBeUndefined();
    expect((await rooms.get(Progress).view(learner)).attempts).toBe(attempts);
    expect((await submissions.list(learner, {})).items).toMatchObject([
      { id: submission, outcome: 'passed' },
    ]);
  });

  it('that comes to another result is an alarm, and the first verdict stays', async () => {
    const { learner, submission, audit } = await audited();
    const check = { id: 'page', status: 'failed' } as const;
    const verdict = aVerdict(audit, 'failed', 'check');
    await grading.settle(audit, {
      ...verdict,
      checks: [
        {
          ...check,
          name: '',
          message: null,
          expected: null,
          actual: null,
          frames: [],
          hint: null,
          durationMs: 1,
        },
      ],
    });
    const alarm = await openOne(audit.runId);
    expect(alarm).toMatchObject({ kind: 'differs', purpose: 'audit' });
    expect(alarm?.detail).toMatch(/^Graded: passed .*\nAudited: failed check .*\npage: not run → failed$/);
    expect(await world.statusOf(learner, submission)).toEqual(['done', 'passed']);
    expect(await incidents.close(steward, audit.runId, 'note')).toMatchObject({ resolution: 'noted' });
  });
});
