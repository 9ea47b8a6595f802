/** Figures of a suite: medians, percentiles, and the table and document that report them. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The value below which this share of the samples lies (nearest rank). */
export function percentile(samples, share) {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

export const median = (samples) => percentile(samples, 0.5);

/** One figure. `goal` is `{ most }` or `{ least }`, with an `aim` past it or without, or null where there is none. */
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

function goalText(goal) {
  if (goal === null) return '';
  const text = goal.most === undefined ? `≥ ${goal.least}` : `≤ ${goal.most}`;
  return goal.aim === undefined ? text : `${text}, aim ${goal.aim}`;
}

/** Figures of an earlier run by id, which may be of another machine. */
function baselineOf(suite) {
  const file = path.join(import.meta.dirname, `${suite}.baseline.json`);
  if (!existsSync(file)) return new Map();
  const { figures } = JSON.parse(readFileSync(file, 'utf8'));
  return new Map(figures.map(({ id, value }) => [id, value]));
}

export function report(suite, { figures, notes }, file) {
  const width = Math.max(...figures.map(({ id }) => id.length));
  const baseline = baselineOf(suite);
  for (const { id, value, unit, goal, ok } of figures) {
    const mark = ok === null ? ' ' : ok ? '✓' : '✗';
    const before = baseline.get(id);
    const ratio = before ? `${(value / before).toFixed(2)} of baseline` : '';
    const line = `${mark} ${id.padEnd(width)}  ${String(value).padStart(10)} ${unit.padEnd(6)} ${goalText(goal).padEnd(12)} ${ratio}`;
    console.log(line.trimEnd());
  }
  for (const note of notes) console.log(`  ${note}`);
  const at = new Date().toISOString();
  const document = { suite, at, commit: commit(), machine: machine(), figures, notes };
  if (file) writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
  return document;
}
