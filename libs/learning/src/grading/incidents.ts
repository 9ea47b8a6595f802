import { Injectable } from '@nestjs/common';
import type { Incident, IncidentAction, IncidentKind, IncidentResolution, Verdict } from '#contract';
import { Db, Notices, Outbox, Problem, violates, type Tx } from '#platform';
import { IncidentRow, Run, VerdictRow } from './grading.tables.js';
import { joinLine } from './line.js';
import { tallyAudit } from './tallies.js';
import { topicOf } from './topic.js';

const LONGEST_DETAIL = 4_000;
const MOST_OPEN = 200;
const MOST_CLOSED = 50;
/** What each action makes of an incident, and of which it can. */
const ACTIONS: Record<IncidentAction, { resolution: IncidentResolution; of: IncidentKind }> = {
  retry: { resolution: 'retried', of: 'parked' },
  withdraw: { resolution: 'withdrawn', of: 'parked' },
  note: { resolution: 'noted', of: 'differs' },
};

/** What the queue cannot settle by itself and a steward has to look at: parked runs, audits that differ. */
@Injectable()
export class Incidents {
  constructor(
    private readonly db: Db,
    private readonly outbox: Outbox,
    private readonly notices: Notices,
  ) {}

  /** A run that broke for good is kept for a steward: it is not tried again by itself, and it never counts. */
  async park(tx: Tx, run: Run, verdict: Verdict, fault: string): Promise<void> {
    const detail = `${verdict.reason ?? 'broken'}: ${fault || verdict.message || 'no detail'}`;
    await this.open(tx, run.id, 'parked', detail);
  }

  /** An audit that came to another result than the run it repeats is an alarm: grading must not be a matter of chance. */
  async compare(tx: Tx, audit: Run, verdict: Verdict): Promise<void> {
    const { document: first } = await tx.findOneByOrFail(VerdictRow, { runId: audit.originId! });
    const same = first.resultHash === verdict.resultHash;
    await tallyAudit(tx, same);
    if (!same) await this.open(tx, audit.id, 'differs', difference(first, verdict));
  }

  /** Ends an incident, once. A parked run that is tried again is a new run of the same submission, in line like others. */
  async close(stewardId: string, runId: string, action: IncidentAction): Promise<Incident> {
    const { resolution, of } = ACTIONS[action];
    try {
      await this.db.transaction(async (tx) => {
        // The run first, in the order of a verdict and of an account that is deleted at this moment.
        const run = await tx.findOne(Run, { where: { id: runId }, lock: { mode: 'pessimistic_write' } });
        const row = await tx.findOneBy(IncidentRow, { runId });
        if (!run || !row) throw new Problem('not-found', 'There is no such incident.');
        if (row.resolution) throw new Problem('incident-closed', undefined, { resolution: row.resolution });
        if (row.kind !== of) {
          const message = `Only an incident of the kind "${of}" takes "${action}".`;
          throw new Problem('invalid-request', message, { issues: [{ path: 'action', message }] });
        }
        if (action === 'retry') await this.retry(tx, run);
        const closed = { resolution, closedById: stewardId, closedAt: () => 'clock_timestamp()' };
        await tx.update(IncidentRow, { runId }, closed);
      });
    } catch (error) {
      if (violates(error, 'runs_one_queued_idx')) throw new Problem('newer-submission');
      throw error;
    }
    const [incident] = await this.find('i.run_id = $1', 1, [runId]);
    return incident!;
  }

  /** Open ones, oldest first. */
  listOpen = (): Promise<Incident[]> => this.find('i.closed_at IS NULL ORDER BY i.at', MOST_OPEN);

  /** Closed ones, newest first: who did what, and when. */
  listClosed = (): Promise<Incident[]> =>
    this.find('i.closed_at IS NOT NULL ORDER BY i.closed_at DESC', MOST_CLOSED);

  /** What a learner wrote can stand in a detail; with the files gone there is nothing to try again. */
  async forget(tx: Tx, personId: string): Promise<void> {
    await tx.query(
      `UPDATE incidents i SET detail = '', resolution = coalesce(i.resolution, 'forgotten'),
         closed_at = coalesce(i.closed_at, clock_timestamp())
       FROM runs r WHERE r.id = i.run_id AND r.person_id = $1`,
      [personId],
    );
  }

  private async open(tx: Tx, runId: string, kind: IncidentKind, detail: string): Promise<void> {
    // PostgreSQL keeps no NUL, and what a broken sandbox said may hold one.
    const kept = detail.replaceAll('\0', '').slice(0, LONGEST_DETAIL);
    await tx.insert(IncidentRow, { runId, kind, detail: kept });
  }

  private async retry(tx: Tx, run: Run): Promise<void> {
    const { id, submissionId, personId, exercise, exerciseVersion, purpose, runtime, seed } = run;
    const originId = purpose === 'audit' ? run.originId : id;
    await joinLine(tx, this.outbox, {
      submissionId,
      personId,
      exercise,
      exerciseVersion,
      purpose,
      runtime,
      seed,
      originId,
    });
    await this.notices.send(tx, topicOf(submissionId));
  }

  private async find(where: string, most: number, values: unknown[] = []): Promise<Incident[]> {
    const rows: (Omit<Incident, 'at' | 'closedAt'> & { at: Date; closedAt: Date | null })[] =
      await this.db.read.query(
        `SELECT i.run_id AS "runId", r.submission_id AS "submissionId", i.kind, r.exercise, r.purpose, r.tries, r.worker,
           i.detail, i.at, i.resolution, i.closed_at AS "closedAt",
           CASE WHEN i.resolution IS NULL OR i.resolution = 'forgotten' THEN NULL ELSE coalesce(p.email, 'deleted') END AS "closedBy"
         FROM incidents i JOIN runs r ON r.id = i.run_id LEFT JOIN people p ON p.id = i.closed_by_id
         WHERE ${where} LIMIT ${most}`,
        values,
      );
    return rows.map((row) => ({
      ...row,
      at: row.at.toISOString(),
      closedAt: row.closedAt?.toISOString() ?? null,
    }));
  }
}

/** In words: both results with what they ran on, and the checks whose status moved. */
function difference(first: Verdict, again: Verdict): string {
  const said = ({ outcome, reason, limit, django, python, engine, mode }: Verdict) =>
    `${[outcome, reason, limit].filter(Boolean).join(' ')} (Django ${django}, Python ${python}, engine ${engine}, mode ${mode})`;
  const before = new Map(first.checks.map(({ id, status }) => [id, status]));
  const after = new Map(again.checks.map(({ id, status }) => [id, status]));
  const moved = [...new Set([...before.keys(), ...after.keys()])]
    .filter((id) => before.get(id) !== after.get(id))
    .map((id) => `${id}: ${before.get(id) ?? 'not run'} → ${after.get(id) ?? 'not run'}`);
  return [`Graded: ${said(first)}`, `Audited: ${said(again)}`, ...moved].join('\n');
}
