import type { NextView } from '#contract';
import { readContent } from '#content';
import { recommend } from '../libs/learning/src/progress/recommend.js';
import { standingOf, type Tried } from '../libs/learning/src/progress/standing.js';
import { type Terrain, terrainOf } from '../libs/learning/src/progress/terrain.js';
import type { Graph } from '../libs/learning/src/skills/index.js';
import { anExercise, inMemory } from './graphs.js';

/** The graph of skills/, as it is on disk. */
export const realGraph = async () => inMemory(await readContent(`${import.meta.dirname}/..`));

/** Where one can go when these exercises are written: slug → minutes. */
export function aTerrain(graph: Graph, minutes: ReadonlyMap<string, number>): Terrain {
  const listed = ([slug, length]: readonly [string, number]) => {
    const shown = { ...anExercise(slug, { minutes: length }), checks: [], hints: [] };
    return [slug, { slug, version: 'any', status: 'stable' as const, shown }] as const;
  };
  return terrainOf(graph, new Map([...minutes].map(listed)));
}

/** All exercises that skills name, half an hour each: the platform when it is finished. */
export const finishedTerrain = (graph: Graph) =>
  aTerrain(graph, new Map(graph.skills.flatMap(({ assess }) => assess.map((slug) => [slug, 30]))));

export interface Learner {
  path: string;
  /** Skills of which every exercise has passed. */
  proven?: readonly string[];
  electives?: readonly string[];
  /** Exercise → attempts that did not pass. */
  failing?: Record<string, number>;
  /** Exercises that have passed, beside those of the proven skills. */
  passed?: readonly string[];
  limit?: number;
  about?: string;
}

/** What a learner would be told, from the log that such a learner has. */
export function tell(terrain: Terrain, learner: Learner): NextView {
  const { graph } = terrain;
  const { proven = [], electives = [], failing = {}, passed = [], limit = 3, about } = learner;
  const passedAt = new Date('2026-02-01T10:00:00Z');
  const exercises = new Set([...proven.flatMap((slug) => graph.skills[graph.at(slug)]!.assess), ...passed]);
  const log: Tried[] = [
    ...[...exercises].map((exercise) => ({ exercise, passedAt, failures: 0 })),
    ...Object.entries(failing).map(([exercise, failures]) => ({ exercise, passedAt: null, failures })),
  ];
  return recommend({
    terrain,
    path: graph.paths.get(learner.path)!,
    electives: electives.map((slug) => graph.at(slug)),
    standing: standingOf(terrain, log),
    asOf: new Date('2026-03-01T12:00:00Z'),
    limit,
    ...(about === undefined ? {} : { about: graph.at(about) }),
  });
}
