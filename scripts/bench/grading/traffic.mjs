/**
 * The way through API, queue and database: what it adds to the engine's own time, a burst of many learners at once, and the
 * method by which Jobe publishes its throughput (30 s sustained, then bursts that double).
 */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../../run.mjs';
import { Learner, filesOf } from '../client.mjs';
import { figure, median, percentile } from '../figures.mjs';
import { startStack } from '../stack.mjs';
import { sustained } from './variants.mjs';

const ROUNDS = 40;
const LEARNERS = 300;
const AT_ONCE = 20; // sign-ups; each costs a slow password hash
const SUSTAINED_SECONDS = 30;
const BURST_SECONDS = 30;
/** Jobe's README: 18 Python jobs a second sustained over 30 s, bursts of 128, on 8 cores of 1.6 GHz. */
const JOBE = { perSecond: 18, cores: 8, burst: 128 };

const DJANGO = { exercise: 'book-list-n-plus-one', files: filesOf('book-list-n-plus-one', 'solution') };
const PYTHON = { exercise: 'py-csv-summary', files: filesOf('py-csv-summary', 'solution') };

/** Submits and waits for the verdict, which must be a pass. */
async function pass(learner, { exercise, files }) {
  const began = performance.now();
  const { id } = await learner.submit(exercise, files);
  const accepted = performance.now();
  const verdict = await learner.verdict(id);
  if (verdict.outcome !== 'passed') throw new Error(`${exercise}: ${verdict.outcome}: ${verdict.message}`);
  return { began, accepted, ended: performance.now(), engine: verdict.usage.wallMs };
}

async function signUp(url, count) {
  const learners = [];
  for (let first = 0; first < count; first += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, index) => first + index);
    learners.push(...(await Promise.all(numbers.map((number) => new Learner(url).signUp(`bench${number}`)))));
    process.stderr.write(`\r  ${learners.length} of ${count} learners`);
  }
  process.stderr.write('\n');
  return learners;
}

async function around(learner) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await pass(learner, DJANGO));
  const added = rounds.slice(5).map(({ began, ended, engine }) => ended - began - engine);
  const all = rounds.slice(5).map(({ began, ended }) => ended - began);
  return [
    figure('traffic.verdict.p50', median(all), 'ms'),
    figure('traffic.verdict.p90', percentile(all, 0.9), 'ms'),
    figure('traffic.added.p50', median(added), 'ms', { most: 25 }),
    figure('traffic.added.p90', percentile(added, 0.9), 'ms'),
  ];
}

/**
 * Who waits longer than the place in the line explains: the time until a verdict, beside the time that the place would take
 * if the whole burst were served evenly. The first tenth is left out, where fixed costs outweigh places.
 */
function unfairness(done) {
  const from = Math.min(...done.map(({ began }) => began));
  const total = Math.max(...done.map(({ ended }) => ended)) - from;
  const inLine = done.toSorted((a, b) => a.accepted - b.accepted);
  const ratios = inLine.map(({ ended }, place) => (ended - from) / (((place + 1) / inLine.length) * total));
  return Math.max(...ratios.slice(Math.ceil(inLine.length / 10)));
}

async function burst(learners) {
  const settled = await Promise.allSettled(learners.map((learner) => pass(learner, DJANGO)));
  const done = settled.flatMap(({ value }) => value ?? []);
  for (const { reason } of settled.filter((one) => one.reason).slice(0, 3)) console.error(String(reason));
  const waits = done.map(({ began, ended }) => ended - began);
  const seconds = Math.max(...waits) / 1_000;
  return [
    figure('burst.learners', learners.length, ''),
    figure('burst.lost', learners.length - done.length, 'runs', { most: 0 }),
    figure('burst.rate', done.length / seconds, '/s'),
    figure('burst.wait.p95', percentile(waits, 0.95), 'ms'),
    figure('burst.unfairness', unfairness(done), '×', { most: 2 }),
  ];
}

/** The largest burst, doubling from one, whose verdicts all came within the time; and every one of the bursts must pass. */
async function largestBurst(learners, work) {
  let largest = 0;
  for (let size = 1; size <= learners.length; size *= 2) {
    const began = performance.now();
    const settled = await Promise.allSettled(learners.slice(0, size).map((learner) => pass(learner, work)));
    const isWhole = settled.every(({ status }) => status === 'fulfilled');
    if (!isWhole || performance.now() - began > BURST_SECONDS * 1_000) break;
    largest = size;
  }
  return largest;
}

async function jobe(learners) {
  const cores = os.availableParallelism();
  const workers = 4 * cores;
  const each = Math.floor(learners.length / workers);
  const figures = [];
  for (const [name, work] of Object.entries({ python: PYTHON, django: DJANGO })) {
    // Every worker goes round learners of its own: one alone may submit 120 times an hour.
    const rounds = Array.from({ length: workers }, () => 0);
    const once = (worker) => pass(learners[worker + workers * (rounds[worker]++ % each)], work);
    const rate = await sustained(workers, SUSTAINED_SECONDS, once);
    figures.push(
      figure(`jobe.${name}.sustained`, rate, '/s'),
      figure(`jobe.${name}.per-core`, rate / cores, '/s'),
      figure(`jobe.${name}.per-core.times-jobe`, rate / cores / (JOBE.perSecond / JOBE.cores), '×'),
      figure(`jobe.${name}.burst`, await largestBurst(learners, work), 'jobs'),
    );
  }
  const note =
    `jobe: its README says ${JOBE.perSecond} Python jobs/s and bursts of ${JOBE.burst} on ${JOBE.cores} cores for minimal ` +
    `programs; ours are submissions with all their checks, through API, queue and database`;
  return { figures, notes: [note] };
}

export async function traffic() {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'fretboard-bench-'));
  let stack;
  try {
    // Installing Django is a matter of the network.
    const runtimes = path.join(root, '.data/runtimes');
    if (existsSync(runtimes)) cpSync(runtimes, path.join(dataDir, 'runtimes'), { recursive: true });
    stack = await startStack(dataDir);
    const learners = await signUp(stack.url, LEARNERS);
    const figures = await around(learners[0]);
    console.error('  burst');
    figures.push(...(await burst(learners)));
    console.error('  jobe');
    const { figures: published, notes } = await jobe(learners);
    return { figures: [...figures, ...published], notes };
  } finally {
    await stack?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
