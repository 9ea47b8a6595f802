import { randomInt } from 'node:crypto';
import type { Verdict } from '#contract';
import type { Db, Tx } from '#platform';
import type { Run } from './grading.tables.js';

/** Rows that count the same: transactions that settle at once seldom meet on one. */
const SHARDS = 16;
/** Upper edges of the histograms, in seconds: from a warm run to the longest time limit and beyond. */
const EDGES = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800] as const;

type Labels = Readonly<Record<string, string | null>>;
export interface Count {
  readonly metric: string;
  readonly labels: string;
  readonly le: string;
  readonly count: number;
  readonly sum: number;
}

/** As Prometheus writes labels; those without a value are left out. */
export const labelsOf = (labels: Labels): string =>
  Object.entries(labels)
    .flatMap(([name, value]) => (value === null ? [] : [`${name}="${escaped(value)}"`]))
    .join(',');

const escaped = (value: string) =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

/** Counts a settled run, in the transaction that settles it: what is counted is what is true. */
export async function tally(tx: Tx, run: Run, verdict: Verdict, ended: Date): Promise<void> {
  const { purpose } = run;
  const { outcome, reason, mode, limit } = verdict;
  const begun = run.startedAt!.getTime();
  const counts = [
    counter('runs', { purpose, outcome, reason, mode }),
    counter('tries', { purpose }, run.tries),
    observed('wait', { purpose }, (begun - run.createdAt.getTime()) / 1000),
    observed('run', { purpose }, (ended.getTime() - begun) / 1000),
    ...(limit ? [counter('kills', { limit })] : []),
  ];
  await add(tx, counts);
}

/** Counts an audit by whether it came to the same result. */
export const tallyAudit = (tx: Tx, same: boolean): Promise<void> =>
  add(tx, [counter('audits', { result: same ? 'same' : 'different' })]);

async function add(tx: Tx, counts: readonly Count[]): Promise<void> {
  await tx.query(
    `INSERT INTO tallies AS t (metric, labels, le, shard, count, sum)
       SELECT metric, labels, le, $2, count, sum
       FROM jsonb_to_recordset($1) AS c (metric text, labels text, le text, count bigint, sum float8)
       -- In one order, so that two transactions never wait for each other in a ring.
       ORDER BY metric, labels, le
     ON CONFLICT (metric, labels, le, shard) DO UPDATE SET count = t.count + excluded.count, sum = t.sum + excluded.sum`,
    [JSON.stringify(counts), randomInt(SHARDS)],
  );
}

const counter = (metric: string, labels: Labels, count = 1): Count => ({
  metric,
  labels: labelsOf(labels),
  le: '',
  count,
  sum: 0,
});

function observed(metric: string, labels: Labels, value: number): Count {
  const seconds = Math.max(0, value);
  const le = String(EDGES.find((edge) => seconds <= edge) ?? '+Inf');
  return { metric, labels: labelsOf(labels), le, count: 1, sum: seconds };
}

/** Everything counted, the shards added up. */
export const readTallies = (db: Db): Promise<Count[]> =>
  db.read.query(
    `SELECT metric, labels, le, sum(count)::float8 AS count, sum(sum) AS sum FROM tallies
     GROUP BY metric, labels, le ORDER BY metric, labels, le`,
  );

/** The counts of a histogram as Prometheus wants them: each bucket holds those below it too. */
export function histogramOf(counts: readonly Count[]): { labels: string; value: number; suffix: string }[] {
  return [...Map.groupBy(counts, ({ labels }) => labels)].flatMap(([labels, own]) => {
    let below = 0;
    const buckets = [...EDGES.map(String), '+Inf'].map((le) => {
      below += own.find((count) => count.le === le)?.count ?? 0;
      return { labels: `${labels},le="${le}"`, value: below, suffix: '_bucket' };
    });
    const sum = own.reduce((total, count) => total + count.sum, 0);
    return [...buckets, { labels, value: sum, suffix: '_sum' }, { labels, value: below, suffix: '_count' }];
  });
}
