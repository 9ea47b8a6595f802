/**
 * Suite `first`: the main job from outside. Start: cold (empty data folder, packages installed and built) and warm.
 * Grading: POST to verdict on the event stream, one at a time on an idle machine, and its parts: until grading begins
 * (queue), waiting for a sandbox (none while a warm one stands by), Django, checks, and what is not the engine (around).
 * Then a burst of as many learners as submissions, which outruns the warm sandboxes. `next`: the recommendation over HTTP,
 * and what an answer without it costs beside it.
 */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../run.mjs';
import { Learner, filesOf } from './client.mjs';
import { figure, median, percentile } from './figures.mjs';
import { startStack } from './stack.mjs';

const EXERCISE = 'book-list-n-plus-one';
const IDLE_ROUNDS = 30;
const BURST = 40;
const NEXT_ROUNDS = 400;

async function timed(work) {
  const began = performance.now();
  const result = await work();
  return { ms: performance.now() - began, result };
}

async function starts(dataDir) {
  const cold = await startStack(dataDir);
  await cold.stop();
  const warm = [];
  let stack;
  for (let round = 0; round < 3; round += 1) {
    await stack?.stop();
    stack = await startStack(dataDir);
    warm.push(stack.ms);
  }
  return { cold: cold.ms, warm: median(warm), stack };
}

/** Right and wrong solutions in turn, so that neither profits from a warm cache alone. */
async function idle(url) {
  const learner = await new Learner(url).signUp('idle');
  const solution = filesOf(EXERCISE, 'solution');
  const wrong = { ...solution, ...filesOf(EXERCISE, 'wrong/select-related-only') };
  const rounds = [];
  for (let round = 0; round < IDLE_ROUNDS; round += 1) {
    const [files, outcome] = round % 2 ? [wrong, 'failed'] : [solution, 'passed'];
    const began = performance.now();
    const { ms, result } = await timed(async () => {
      const { id } = await learner.submit(EXERCISE, files);
      return learner.verdict(id);
    });
    if (result.outcome !== outcome)
      throw new Error(`expected ${outcome}, got ${result.outcome}: ${result.message}`);
    const { phasesMs, wallMs } = result.usage;
    rounds.push({ ms, ...phasesMs, engine: wallMs, queue: result.begunAt - began });
  }
  return rounds.slice(2);
}

async function burst(url) {
  const learners = await Promise.all(
    Array.from({ length: BURST }, (_, number) => new Learner(url).signUp(`burst${number}`)),
  );
  const files = filesOf(EXERCISE, 'solution');
  const { ms, result } = await timed(() =>
    Promise.all(learners.map(async (learner) => learner.verdict((await learner.submit(EXERCISE, files)).id))),
  );
  const lost = result.filter(({ outcome }) => outcome !== 'passed').length;
  const sandbox = result.map(({ usage }) => usage.phasesMs.sandbox);
  return { perSecond: BURST / (ms / 1000), lost, sandbox };
}

async function next(url) {
  const learner = await new Learner(url).signUp('next');
  await learner.call('PATCH', '/me', { path: 'job-ready' });
  const times = { next: [], health: [] };
  for (let round = 0; round < NEXT_ROUNDS; round += 1) {
    times.next.push(
      (await timed(() => learner.call('GET', '/me/next?limit=3').then((answer) => answer.json()))).ms,
    );
    times.health.push((await timed(() => learner.call('GET', '/me').then((answer) => answer.json()))).ms);
  }
  return { next: times.next.slice(20), health: times.health.slice(20) };
}

export async function first() {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'fretboard-bench-'));
  let stack;
  try {
    // Installing Django is a matter of the network; the cold start measures what is ours.
    const runtimes = path.join(root, '.data/runtimes');
    if (existsSync(runtimes)) cpSync(runtimes, path.join(dataDir, 'runtimes'), { recursive: true });
    const start = await starts(dataDir);
    stack = start.stack;
    const rounds = await idle(stack.url);
    const many = await burst(stack.url);
    const asked = await next(stack.url);
    const of = (part) => rounds.map((round) => round[part]);
    const around = rounds.map((round) => round.ms - round.engine);
    const figures = [
      figure('start.cold', start.cold, 'ms'),
      figure('start.warm', start.warm, 'ms', { most: 10_000 }),
      figure('verdict.p50', median(of('ms')), 'ms'),
      figure('verdict.p95', percentile(of('ms'), 0.95), 'ms'),
      figure('verdict.around.p50', median(around), 'ms'),
      figure('verdict.queue.p50', median(of('queue')), 'ms'),
      figure('verdict.sandbox.p50', median(of('sandbox')), 'ms'),
      figure('verdict.django.p50', median(of('django')), 'ms'),
      figure('verdict.checks.p50', median(of('checks')), 'ms'),
      figure('burst.submissions', many.perSecond, '/s'),
      figure('burst.sandbox.p95', percentile(many.sandbox, 0.95), 'ms'),
      figure('burst.lost', many.lost, 'runs', { most: 0 }),
      figure('next.http.p50', median(asked.next), 'ms'),
      figure('next.http.p99', percentile(asked.next, 0.99), 'ms', { most: 50 }),
      figure('me.http.p50', median(asked.health), 'ms'),
      figure('next.ratio.p50', median(asked.next) / median(asked.health), '×'),
    ];
    return { figures, notes: [] };
  } finally {
    await stack?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
