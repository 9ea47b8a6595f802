import type { NextAction } from '#contract';
import type { PathNode } from '../skills/index.js';
import type { Standing } from './standing.js';
import type { Terrain } from './terrain.js';

/** What to learn next, asked for one learner, one path and one instant. Nothing else has a say. */
export interface Question {
  readonly terrain: Terrain;
  readonly path: PathNode;
  /** The electives of the path that the learner chose. */
  readonly electives: readonly number[];
  readonly standing: Standing;
  readonly asOf: Date;
  readonly limit: number;
  /** A skill about which is asked: why not this one? */
  readonly about?: number;
}

/** What of the path is left: skill → what it is worth. */
export type Goal = ReadonlyMap<number, number>;

/** A skill that could be next, with what speaks for it. */
export interface Candidate {
  readonly skill: number;
  readonly action: NextAction;
  /** Attempts did not pass on these, which build on it. */
  readonly backFrom: readonly number[];
  /** Skills of the goal of which it is the only prerequisite that is not proven. */
  readonly lastFor: readonly number[];
  readonly score: number;
}
