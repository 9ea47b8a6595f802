/** Compares variants of the same work: interleaved round by round, each round after a moment in which the machine idles. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { figure, median, percentile } from '../figures.mjs';

const LOOK_MS = 150;
const IDLE_SHARE = 0.9;
const PATIENCE_MS = 5_000;

function processorTime() {
  const [line] = readFileSync('/proc/stat', 'utf8').split('\n');
  const ticks = line.split(/\s+/).slice(1, 9).map(Number);
  return { idle: ticks[3] + ticks[4], all: ticks.reduce((sum, tick) => sum + tick, 0) };
}

/** Waits for a moment in which others leave the processors alone; false when none came. */
export async function quiet() {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    const before = processorTime();
    await sleep(LOOK_MS);
    const after = processorTime();
    if ((after.idle - before.idle) / (after.all - before.all) >= IDLE_SHARE) return true;
  }
  return false;
}

/** Each variant is `{ id, runs, once() }`, where `once` resolves to `{ ms, cpuMs }`, the second null if unknown. */
export async function interleave(variants, rounds) {
  const samples = new Map(variants.map(({ id }) => [id, []]));
  let busy = 0;
  for (let round = 0; round < rounds; round += 1) {
    if (!(await quiet())) busy += 1;
    for (const { id, runs = 1, once } of variants)
      for (let run = 0; run < runs; run += 1) samples.get(id).push(await once());
    process.stderr.write(`\r  round ${round + 1} of ${rounds}`);
  }
  process.stderr.write('\n');
  return { samples, busy: busy / rounds };
}

/** What one variant took, and how many times faster than `base` it was: the ratio of medians of one run. */
export function figuresOf(id, own, base = null, goal = null) {
  const [ms, cpu] = [own.map((one) => one.ms), own.flatMap((one) => one.cpuMs ?? [])];
  const figures = [
    figure(`${id}.p50`, median(ms), 'ms'),
    figure(`${id}.p90`, percentile(ms, 0.9), 'ms'),
    figure(`${id}.min`, Math.min(...ms), 'ms'),
  ];
  if (cpu.length > 0) figures.push(figure(`${id}.cpu.p50`, median(cpu), 'ms'));
  if (!base) return figures;
  figures.push(figure(`${id}.faster.p50`, median(base.map((one) => one.ms)) / median(ms), '×', goal));
  const others = base.flatMap((one) => one.cpuMs ?? []);
  if (cpu.length > 0 && others.length > 0)
    figures.push(figure(`${id}.faster.cpu`, median(others) / median(cpu), '×'));
  return figures;
}

/** How many a second get done, with so many at once, for so long. */
export async function sustained(atOnce, seconds, once) {
  const until = performance.now() + seconds * 1_000;
  const began = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async (_, worker) => {
      while (performance.now() < until) {
        await once(worker);
        done += 1;
      }
    }),
  );
  return done / ((performance.now() - began) / 1_000);
}
