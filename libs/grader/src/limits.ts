import type { ExerciseBundle, ExerciseKind, Limits } from '#contract';

const MB = 1024 * 1024;
/** The wall clock is a backstop: a busy machine must not decide over a submission, so it is twice the exercise's limit
 * and the start of a cold sandbox. What decides is processor time. */
const COLD_START_MS = 3_000;
const CPU_MS = 10_000;
const STARTS_PROGRAMS = new Set<ExerciseKind>(['ci', 'shell']);

/** What Node keeps of the judge's report, in bytes. */
export const REPORT_BYTES = MB;
/** Diagnostics of launcher and judge that are kept for the author's eyes, in bytes. */
export const DIAGNOSTIC_BYTES = 64 * 1024;
/** Node waits this much longer than the sandbox's own clock before it kills everything. */
export const BACKSTOP_MS = 15_000;

/** What a sandbox is made with, before it is known for which exercise. */
export const CAGE = { memoryBytes: 256 * MB, diskBytes: 32 * MB, processes: 40 };

export function limitsOf(bundle: ExerciseBundle): Limits {
  const own = bundle.timeoutSeconds * 1_000;
  return {
    wallMs: 2 * own + COLD_START_MS,
    // Programs of a workshop start Python again and again, and their time counts together.
    cpuMs: STARTS_PROGRAMS.has(bundle.kind) ? own : Math.min(own, CPU_MS),
    outputBytes: 64 * 1024,
    ...CAGE,
  };
}
