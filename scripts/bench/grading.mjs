/**
 * Suite `grading`: the engine beside what others do for each submission, on one sample project of five checks. Variants are
 * interleaved round by round, so that a busy machine slows all of them; trust ratios more than times.
 *
 *   speed      a cold `manage.py test`, the same in sandboxes of the distribution, and the engine's ways, on each runtime
 *   isolation  what the cage adds to a fork
 *   memory     of what waits and of what runs
 *   soak       many submissions, after which nothing may have grown
 *   traffic    the way through API, queue and database; 300 learners at once; Jobe's method
 */
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from '../build.mjs';
import { root } from '../run.mjs';
import { figure, median } from './figures.mjs';
import { ColdProject, peers } from './grading/cold.mjs';
import { RUNTIME, gradeOne, memory, prepareOne, soak } from './grading/engine.mjs';
import { isolation } from './grading/isolation.mjs';
import { sampleBundle } from './grading/sample.mjs';
import { traffic } from './grading/traffic.mjs';
import { figuresOf, interleave, sustained } from './grading/variants.mjs';

const ROUNDS = 20;
const RATE_SECONDS = 10;
const SOAK = 1_000;
const FAULTY = 'tests-for-booking-form';
const PRACTICE = { practice: true };

async function rates(grader, cold) {
  const cores = os.availableParallelism();
  const coldRate = await sustained(cores, RATE_SECONDS, () => cold.test([]));
  const rate = await sustained(cores + 1, RATE_SECONDS, () => gradeOne(grader, RUNTIME));
  const practise = () => gradeOne(grader, RUNTIME, PRACTICE);
  const practiceRate = await sustained(cores + 1, RATE_SECONDS, practise);
  return [
    figure('cold.per-core', coldRate / cores, '/s'),
    figure('grade.per-core', rate / cores, '/s', { least: 10, aim: 16 }),
    figure('practice.per-core', practiceRate / cores, '/s', { least: 15 }),
  ];
}

/** The same two on the other runtimes: the code is the same, Django is not. */
async function otherRuntimes(grader) {
  const others = [];
  for (const runtime of grader.runtimes.filter(({ name }) => name !== RUNTIME)) {
    const cold = await ColdProject.make(runtime);
    await prepareOne(grader, runtime.name);
    const grade = () => gradeOne(grader, runtime.name);
    others.push({
      cold,
      variants: [
        { id: `${runtime.name}.cold`, once: () => cold.test([]) },
        { id: `${runtime.name}.grade`, runs: 2, once: grade },
      ],
    });
  }
  return others;
}

/**
 * Tests of a learner's, run on the solution and on every faulty version of it. The reference runs each of its tests on each
 * version, which proves the exercise; other tests end at the first that fails.
 */
async function faults(grader) {
  const { readContent } = await import('#content');
  const { exercises } = await readContent(root);
  const exercise = exercises.find(({ slug }) => slug === FAULTY);
  const reference = { exercise, files: exercise.solution };
  const [other] = exercise.accepted;
  await prepareOne(grader, RUNTIME, reference);
  return {
    variants: [
      { id: 'write-tests', once: () => gradeOne(grader, RUNTIME, reference) },
      { id: 'write-tests.other', once: () => gradeOne(grader, RUNTIME, { exercise, files: other.files }) },
    ],
    note: `write-tests: the reference of ${FAULTY} on ${exercise.mutants.length} faults; other: its tests "${other.dir}"`,
  };
}

async function speed({ grader, runtime, rounds }) {
  const cold = await ColdProject.make(runtime);
  await prepareOne(grader, RUNTIME);
  await prepareOne(grader, RUNTIME, PRACTICE);
  const others = await otherRuntimes(grader);
  const { variants: beside, notes } = await peers(cold);
  const { variants: writeTests, note } = await faults(grader);
  let fresh = 0;
  const unprepared = () => sampleBundle(`fresh ${(fresh += 1)}`);
  try {
    const { samples, busy } = await interleave(
      [
        { id: 'cold', once: () => cold.test([]) },
        ...beside,
        { id: 'grade', runs: 3, once: () => gradeOne(grader, RUNTIME) },
        { id: 'practice', runs: 3, once: () => gradeOne(grader, RUNTIME, PRACTICE) },
        { id: 'grade-cold', once: () => gradeOne(grader, RUNTIME, { cold: true }) },
        ...writeTests,
        ...others.flatMap(({ variants }) => variants),
        // Last in its round: an engine that meets an exercise prepares it afterwards, while the machine is waited for.
        { id: 'grade-bare', once: () => gradeOne(grader, RUNTIME, { exercise: unprepared() }) },
      ],
      rounds,
    );
    const base = samples.get('cold');
    const goals = { grade: { least: 5, aim: 8 }, practice: { least: 8 } };
    const figures = [...samples].flatMap(([id, own]) => {
      const runtimeOf = id.endsWith('.grade') ? samples.get(id.replace('.grade', '.cold')) : base;
      return figuresOf(id, own, id.endsWith('cold') && id !== 'grade-cold' ? null : runtimeOf, goals[id]);
    });
    const times = (id) => median(samples.get(id).map(({ ms }) => ms));
    const timesCold = (id) => times(id) / times('cold');
    figures.push(figure('write-tests.times-cold', timesCold('write-tests'), '×', { most: 1.5 }));
    figures.push(figure('write-tests.other.times-cold', timesCold('write-tests.other'), '×'));
    await sleep(2_000);
    return {
      figures: [figure('rounds.busy', busy, ''), ...figures, ...(await rates(grader, cold))],
      notes: [...notes, note],
    };
  } finally {
    cold.remove();
    for (const other of others) other.cold.remove();
  }
}

const plain = (figures) => ({ figures, notes: [] });

const parts = {
  speed,
  isolation: async ({ runtime }) => plain(await isolation(runtime)),
  memory,
  soak: async (engine) => plain(await soak(engine)),
  traffic,
};

/** `only` names parts, separated by commas; `soak` is how many submissions the long run has, `rounds` how many speed has. */
export async function grading({ only, soak: count = SOAK, rounds = ROUNDS }) {
  const asked = only ? only.split(',') : Object.keys(parts);
  const unknown = asked.filter((part) => !Object.hasOwn(parts, part));
  if (unknown.length > 0)
    throw new Error(`No such part: ${unknown.join()}. There are ${Object.keys(parts).join()}.`);
  await build();
  const { Grader } = await import('#grader');
  const slots = os.availableParallelism();
  const open = (count) => Grader.open({ runtimesDir: path.join(root, '.data/runtimes'), slots: count });
  const options = { open, slots, count: Number(count), rounds: Number(rounds) };
  const found = { figures: [], notes: [] };
  for (const part of asked) {
    console.error(`${part} …`);
    const grader = await open(slots);
    try {
      const runtime = grader.runtimes.find(({ name }) => name === RUNTIME);
      if (!runtime) throw new Error(`The runtime ${RUNTIME} is not installed: npm run runtimes`);
      const { figures, notes } = await parts[part]({ ...options, grader, runtime });
      found.figures.push(...figures);
      found.notes.push(...notes);
    } finally {
      await grader.close();
    }
  }
  return found;
}
