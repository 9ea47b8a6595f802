import { SkillSet } from '../skills/index.js';
import type { Terrain } from './terrain.js';

/** What the log says of one exercise and one person. */
export interface Tried {
  readonly exercise: string;
  /** When it first passed. */
  readonly passedAt: Date | null;
  /** Attempts that did not pass. */
  readonly failures: number;
}

/** Where one learner stands, derived from the log and from nothing else. */
export interface Standing {
  readonly proven: SkillSet;
  readonly provenAt: ReadonlyMap<number, Date>;
  /** Begun and not proven. */
  readonly started: SkillSet;
  /** Attempts that did not pass, of exercises that have not passed since, by skill. */
  readonly failures: ReadonlyMap<number, number>;
  readonly passed: ReadonlySet<string>;
}

export function standingOf({ graph, exercises }: Terrain, log: readonly Tried[]): Standing {
  const tried = new Map(log.map((entry) => [entry.exercise, entry]));
  const proven = new SkillSet(graph.skills.length);
  const started = new SkillSet(graph.skills.length);
  const provenAt = new Map<number, Date>();
  const failures = new Map<number, number>();
  exercises.forEach((list, skill) => {
    const entries = list.map(({ slug }) => tried.get(slug));
    const times = entries.map((entry) => entry?.passedAt?.getTime() ?? Infinity);
    const last = Math.max(...times);
    if (list.length > 0 && last < Infinity) {
      proven.add(skill);
      provenAt.set(skill, new Date(last));
    } else if (entries.some(Boolean)) {
      started.add(skill);
      failures.set(
        skill,
        entries.reduce((sum, entry) => sum + (entry && !entry.passedAt ? entry.failures : 0), 0),
      );
    }
  });
  const passed = new Set(log.filter(({ passedAt }) => passedAt).map(({ exercise }) => exercise));
  return { proven, provenAt, started, failures, passed };
}

/** A standing in which these skills count as proven, for one answer. */
export function standingOfKnown({ graph }: Terrain, known: readonly number[]): Standing {
  const proven = new SkillSet(graph.skills.length, known);
  const started = new SkillSet(graph.skills.length);
  return { proven, provenAt: new Map(), started, failures: new Map(), passed: new Set() };
}
