/** Figures of a suite: medians, percentiles, and the table and document that report them. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import os from 'node:os';

/** The value below which this share of the samples lies (nearest rank). */
export function percentile(samples, share) {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

export const median = (samples) => percentile(samples, 0.5);

/** One figure. `goal` is `{ most }` or `{ least }`, or null where there is none. */
export function figure(id, value, unit, goal = null) {
  const rounded = Math.round(value * 100) / 100;
  const ok = goal === null ? null : goal.most === undefined ? value >= goal.least : value <= goal.most;
  return { id, value: rounded, unit, goal, ok };
}

function machine() {
  const cpus = os.cpus();
  return {
    cores: os.availableParallelism(),
    cpu: cpus[0]?.model ?? 'unknown',
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    platform: `${os.platform()} ${os.release()} ${os.arch()}`,
    node: process.version,
  };
}

function commit() {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}

const goalText = (goal) =>
  goal === null ? '' : goal.most === undefined ? `≥ ${goal.least}` : `≤ ${goal.most}`;

export function report(suite, figures, file) {
  const width = Math.max(...figures.map(({ id }) => id.length));
  for (const { id, value, unit, goal, ok } of figures) {
    const mark = ok === null ? ' ' : ok ? '✓' : '✗';
    console.log(
      `${mark} ${id.padEnd(width)}  ${String(value).padStart(10)} ${unit.padEnd(6)} ${goalText(goal)}`,
    );
  }
  const document = { suite, at: new Date().toISOString(), commit: commit(), machine: machine(), figures };
  if (file) writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
  return document;
}
