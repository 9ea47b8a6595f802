import type { ExerciseBundle, ExerciseKind, ProjectFiles } from '#contract';
import type { Attempt } from '../job.js';

/** What runs beside the judge: the learner's Python, or programs in a prepared folder that we only watch. */
export type Role = 'subject' | 'workshop';

/** The halves of a run get a job each; no other half ever sees the judge's. */
export interface Jobs {
  role: Role;
  /** One process each, made one after the other when the judge asks for the next; most kinds have one. */
  subjects: object[];
  judge: object;
  /** The learner's project as it runs: what own lines of a traceback are looked up in. */
  project: ProjectFiles;
}

/**
 * What is particular to a kind of exercise on this side. Its folder in `harness/kinds` has the rest: what judge and
 * learner's half do, its tests, and a page for authors.
 */
export interface Kind {
  readonly name: ExerciseKind;
  jobsOf(attempt: Attempt): Jobs;
  /** What all runs of an exercise have in common, to be loaded once; the subject's part holds public files only. */
  materialOf?(bundle: ExerciseBundle): { judge: object; subject: object };
}
