/** The engine by itself: memory of what waits and what runs, and a long run after which nothing may have grown. */
import { setTimeout as sleep } from 'node:timers/promises';
import { figure, median, percentile } from '../figures.mjs';
import { census, memoryOf } from './census.mjs';
import { rightFiles, sampleBundle, wrongFiles } from './sample.mjs';

export const RUNTIME = 'django-5.2';
const REST_MS = 1_500;
const MORE_SLOTS = 7;
const bundle = sampleBundle();

/** One submission, of the sample unless it says otherwise; throws unless the verdict is the expected one. */
export async function gradeOne(
  grader,
  runtime,
  { right = true, seed = 1, exercise = bundle, files = right ? rightFiles : wrongFiles, ...hooks } = {},
) {
  const began = performance.now();
  const attempt = { bundle: exercise, files, runtime, seed };
  let fault = '';
  const verdict = await grader.grade(attempt, { onFault: (detail) => (fault = detail), ...hooks });
  const expected = right ? 'passed' : 'failed';
  if (verdict.outcome !== expected)
    throw new Error(`expected ${expected}, got ${verdict.outcome}: ${verdict.message} ${fault}`);
  return { ms: performance.now() - began, cpuMs: verdict.usage.cpuMs, verdict };
}

/** Until the exercise is prepared, and some runs more: what follows is the work of an exercise in use. */
export async function prepareOne(grader, runtime, hooks = {}) {
  await gradeOne(grader, runtime, hooks);
  await sleep(REST_MS * 2);
  for (let run = 0; run < 3; run += 1) await gradeOne(grader, runtime, hooks);
  await sleep(REST_MS);
}

const sum = (values) => values.reduce((total, one) => total + one, 0);

/** Private memory of all that waits in an engine that has started and runs nothing. */
async function waiting(open, slots) {
  const grader = await open(slots);
  try {
    await gradeOne(grader, RUNTIME);
    await sleep(REST_MS * 2);
    return sum([...memoryOf('managers'), ...memoryOf('forkers')]);
  } finally {
    await grader.close();
  }
}

/** Children are looked at near their end. A slot is no process, so what one more costs is a difference of two engines. */
export async function memory({ open, grader }) {
  const bare = sum([...memoryOf('managers'), ...memoryOf('forkers')]);
  await prepareOne(grader, RUNTIME);
  const ready = sum([...memoryOf('managers'), ...memoryOf('forkers')]);
  if (ready === 0) return { figures: [], notes: ['memory: /proc/<pid>/smaps_rollup may not be read here'] };
  const running = [];
  for (let run = 0; run < 10; run += 1) {
    let checks = 0;
    const onCheck = () => {
      checks += 1;
      if (checks === 4) running.push(...memoryOf('children'));
    };
    await gradeOne(grader, RUNTIME, { seed: run, onCheck });
  }
  await grader.close();
  const [one, many] = [await waiting(open, 1), await waiting(open, 1 + MORE_SLOTS)];
  return {
    figures: [
      figure('memory.idle.engine', bare, 'MB'),
      figure('memory.idle.exercise', ready - bare, 'MB'),
      figure('memory.idle.slot', (many - one) / MORE_SLOTS, 'MB', { most: 3 }),
      figure('memory.running.child.p50', median(running), 'MB', { most: 25 }),
      figure('memory.running.child.max', Math.max(...running), 'MB', { most: 25 }),
    ],
    notes: [],
  };
}

/** So many submissions on all slots, right and wrong in turn: no error, and nothing that is more afterwards. */
export async function soak({ grader, slots, count }) {
  await prepareOne(grader, RUNTIME);
  for (let run = 0; run < 20; run += 1) await gradeOne(grader, RUNTIME, { seed: run });
  await sleep(REST_MS);
  const before = census();
  const times = [];
  let errors = 0;
  let next = 0;
  const began = performance.now();
  const worker = async () => {
    while (next < count) {
      const seed = next;
      next += 1;
      try {
        times.push((await gradeOne(grader, RUNTIME, { right: seed % 2 === 0, seed })).ms);
      } catch (error) {
        errors += 1;
        if (errors <= 3) console.error(`\n  soak: ${error.message}`);
      }
      if (next % 100 === 0) process.stderr.write(`\r  soak ${next} of ${count}`);
    }
  };
  await Promise.all(Array.from({ length: slots + 1 }, worker));
  process.stderr.write('\n');
  const seconds = (performance.now() - began) / 1_000;
  await sleep(REST_MS);
  const after = census();
  const grown = Object.keys(before).map((name) => {
    const [unit, most] = name === 'memory' ? ['MB', 1] : ['', 0];
    return figure(`soak.growth.${name}`, after[name] - before[name], unit, { most });
  });
  return [
    figure('soak.submissions', count, ''),
    figure('soak.errors', errors, 'runs', { most: 0 }),
    figure('soak.rate', count / seconds, '/s'),
    figure('soak.p50', median(times), 'ms'),
    figure('soak.p99', percentile(times, 0.99), 'ms'),
    ...grown,
  ];
}
