import { Injectable } from '@nestjs/common';
import type { QueueView, WorkerView } from '#contract';
import { Db } from '#platform';
import { GraderRow } from './grading.tables.js';
import { Incidents } from './incidents.js';
import { gradingSlots, liveGraders } from './live-graders.js';
import { type Metric, metricsOf } from './metrics.js';
import { Pace } from './pace.js';
import { readTallies } from './tallies.js';

/** The queue as stewards and their monitoring see it. Everything is read from rows, so any process may be asked. */
@Injectable()
export class Overview {
  constructor(
    private readonly db: Db,
    private readonly pace: Pace,
    private readonly incidents: Incidents,
  ) {}

  async view(): Promise<QueueView> {
    const [counts, workers, recent, incidents, record, stranded] = await Promise.all([
      this.counts(),
      this.workers(),
      this.pace.recent(),
      this.incidents.listOpen(),
      this.incidents.listClosed(),
      this.stranded(),
    ]);
    return {
      asOf: new Date().toISOString(),
      waiting: sum(counts, ({ waiting }) => waiting),
      running: sum(counts, ({ running }) => running),
      counts,
      wait: recent.wait,
      run: recent.run,
      slots: {
        live: sum(workers, ({ state, slots }) => (state === 'grading' ? slots : 0)),
        busy: sum(workers, ({ busy }) => busy),
      },
      stranded,
      workers,
      incidents,
      record,
    };
  }

  async metrics(): Promise<Metric[]> {
    const [view, tallies] = await Promise.all([this.view(), readTallies(this.db)]);
    return metricsOf(view, tallies);
  }

  /** Two reads, since the two states have an index each and the table holds every run there ever was. */
  private counts(): Promise<QueueView['counts']> {
    return this.db.read.query(`
      SELECT purpose, min(priority) AS priority, sum(waiting)::int AS waiting, sum(running)::int AS running,
        max(oldest)::float8 AS "oldestSeconds"
      FROM (
        SELECT purpose, priority, 1 AS waiting, 0 AS running, extract(epoch FROM clock_timestamp() - created_at) AS oldest
        FROM runs WHERE status = 'queued'
        UNION ALL
        SELECT purpose, priority, 0, 1, NULL FROM runs WHERE status = 'running') AS present
      GROUP BY purpose ORDER BY priority, purpose`);
  }

  /** By runtime what nobody will take: the worker that had the runtime when a run joined the line has gone. */
  private async stranded(): Promise<QueueView['stranded']> {
    const runtimes = (await gradingSlots(this.db.read)).flatMap((slot) => slot.runtimes);
    return this.db.read.query(
      `SELECT runtime, count(*)::int AS waiting,
         max(extract(epoch FROM clock_timestamp() - created_at))::float8 AS "oldestSeconds"
       FROM runs WHERE status = 'queued' AND runtime <> ALL ($1) GROUP BY runtime ORDER BY runtime`,
      [[...new Set(runtimes)]],
    );
  }

  /** All that were seen within a day: one that fell silent is what a steward wants to know of. */
  private async workers(): Promise<WorkerView[]> {
    const [rows, live, inHand] = await Promise.all([
      this.db.read.find(GraderRow, { order: { startedAt: 'ASC', id: 'ASC' } }),
      liveGraders(this.db.read),
      this.db.read.query(
        `SELECT worker, count(*)::int AS busy FROM runs WHERE status = 'running' GROUP BY worker`,
      ) as Promise<{ worker: string; busy: number }[]>,
    ]);
    const seen = new Set(live.map(({ id }) => id));
    const busy = new Map(inHand.map((row) => [row.worker, row.busy]));
    return rows.map(({ draining, startedAt, seenAt, ...row }) => ({
      ...row,
      state: seen.has(row.id) ? stateOf(row, draining) : 'silent',
      busy: busy.get(row.id) ?? 0,
      startedAt: startedAt.toISOString(),
      seenAt: seenAt.toISOString(),
    }));
  }
}

function stateOf({ mode, slots }: Pick<GraderRow, 'mode' | 'slots'>, draining: boolean): WorkerView['state'] {
  if (draining) return 'draining';
  if (slots === 0) return 'mail only';
  return mode ? 'grading' : 'refusing';
}

const sum = <T>(items: readonly T[], of: (item: T) => number) =>
  items.reduce((total, item) => total + of(item), 0);
