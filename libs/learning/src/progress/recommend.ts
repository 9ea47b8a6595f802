import type { NextAction, NextView, Recommendation } from '#contract';
import { SkillSet } from '../skills/index.js';
import { electivesOpen, isFinished } from './paths.js';
import type { Candidate, Goal, Question } from './question.js';
import { reasonsFor, sayFinished, whyNotYet, whyNotFirst } from './reasons.js';
import type { Standing } from './standing.js';
import { heldBackBy, type Terrain } from './terrain.js';
import {
  ALTERNATIVES,
  EFFORT_FULL,
  FAILURES_BEFORE_GO_BACK,
  FULL,
  UNLOCK_FULL,
  VALUE,
  WEIGHTS,
} from './weights.js';

/**
 * The outer fringe of what is proven, weighted by the goal: skills that nothing holds back, those first that carry
 * most of the path. A pure function in whole numbers: the same question has the same answer everywhere.
 */
export function recommend(question: Question): NextView {
  const { terrain, path, standing, asOf, limit, about } = question;
  const { graph } = terrain;
  const goal = goalOf(question);
  const missing = heldBackBy(terrain, standing.proven);
  const line = candidatesOf(question, goal, missing).sort(firstToLast(terrain));
  const next = line.slice(0, limit);
  const complete = isFinished(path, standing.proven);
  const why: NextView['whyNot'] = [];
  if (about !== undefined && !next.some(({ skill }) => skill === about)) {
    const place = line.findIndex(({ skill }) => skill === about);
    const reasons =
      place < 0
        ? whyNotYet(question, missing[about]!, about)
        : [whyNotFirst(graph, line, place, next.length)];
    why.push({ skill: graph.slug(about), title: graph.title(about), reasons });
  }
  for (let place = next.length; place < Math.min(line.length, next.length + ALTERNATIVES); place += 1) {
    const { skill } = line[place]!;
    if (skill === about) continue;
    const reasons = [whyNotFirst(graph, line, place, next.length)];
    why.push({ skill: graph.slug(skill), title: graph.title(skill), reasons });
  }
  return {
    asOf: asOf.toISOString(),
    graph: graph.version,
    path: path.slug,
    next: next.map((candidate) => recommendation(question, goal, candidate)),
    whyNot: why,
    complete,
    message: next.length > 0 ? null : sayFinished(path, complete),
  };
}

function goalOf({ terrain: { graph }, path, electives, standing: { proven } }: Question): Goal {
  const goal = new Map<number, number>();
  const worth = (skill: number) => VALUE[graph.skills[skill]!.importance];
  for (const skill of path.required) if (!proven.has(skill)) goal.set(skill, worth(skill));
  const open = electivesOpen(path, proven);
  if (open === 0) return goal;
  const chosen = electives.filter((skill) => !proven.has(skill));
  for (const skill of chosen) goal.set(skill, worth(skill));
  if (chosen.length >= open) return goal;
  for (const skill of path.electives.from) {
    if (!proven.has(skill) && !goal.has(skill)) goal.set(skill, VALUE.unchosen);
  }
  return goal;
}

/** Worth of the whole path, whatever is proven: the measure must not move with the learner. */
function worthOfAll({ terrain: { graph }, path }: Question): number {
  const all = [...path.required, ...path.electives.from];
  return all.reduce((sum, skill) => sum + VALUE[graph.skills[skill]!.importance], 0);
}

function candidatesOf(question: Question, goal: Goal, missing: readonly SkillSet[]): Candidate[] {
  const { terrain, standing } = question;
  const { graph } = terrain;
  const wanted = new SkillSet(graph.skills.length, goal.keys());
  for (const skill of goal.keys()) wanted.addAll(graph.above[skill]!);
  const back = goBack(question, missing, wanted);
  const open = [...wanted].filter((skill) => !standing.proven.has(skill) && missing[skill]!.size === 0);
  const lastFor = lastOnes(missing, goal);
  const worth = new Uint8Array(graph.skills.length);
  for (const [skill, value] of goal) worth[skill] = value;
  const whole = worthOfAll(question);
  return [...new Set([...open, ...back.keys()])].map((skill) => {
    const carried = worth[skill]! + graph.below[skill]!.weigh(worth);
    const last = lastFor.get(skill) ?? [];
    const action = actionFor(terrain, standing, skill);
    const minutes = action.minutes ?? graph.skills[skill]!.hours * 60;
    const score =
      WEIGHTS.goalValue * share(carried, whole) +
      WEIGHTS.unlock * share(last.length, UNLOCK_FULL) +
      WEIGHTS.goBack * (back.has(skill) ? FULL : 0) +
      WEIGHTS.started * (standing.started.has(skill) ? FULL : 0) +
      WEIGHTS.effort * share(31 - Math.clz32(minutes), EFFORT_FULL);
    return { skill, action, backFrom: back.get(skill) ?? [], lastFor: last, score };
  });
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.min(FULL, Math.floor((FULL * part) / whole));
}

/** Of each skill, the skills of the goal that it alone holds back. */
function lastOnes(missing: readonly SkillSet[], goal: Goal): Map<number, number[]> {
  const lastFor = new Map<number, number[]>();
  for (const skill of goal.keys()) {
    const [only, another] = [...missing[skill]!];
    if (only === undefined || another !== undefined) continue;
    lastFor.set(only, [...(lastFor.get(only) ?? []), skill]);
  }
  return lastFor;
}

/**
 * One step back from where attempts keep failing: the direct prerequisites, proven or not; in the place of one that
 * is held back itself stands what holds it back, or what comes before that.
 */
function goBack(
  { terrain: { graph }, standing }: Question,
  missing: readonly SkillSet[],
  wanted: SkillSet,
): Map<number, number[]> {
  const back = new Map<number, number[]>();
  const step = (from: number, skill: number): void => {
    if (standing.proven.has(skill) || missing[skill]!.size === 0) {
      const already = back.get(skill) ?? [];
      if (!already.includes(from)) back.set(skill, [...already, from]);
    } else for (const need of graph.needs[skill]!) step(from, need);
  };
  for (const [skill, failures] of standing.failures) {
    if (failures < FAILURES_BEFORE_GO_BACK || !wanted.has(skill)) continue;
    for (const need of graph.needs[skill]!) step(skill, need);
  }
  return back;
}

/** The first exercise that has not passed and can be taken; reading, where there is none. */
function actionFor({ graph, exercises }: Terrain, { proven, passed }: Standing, skill: number): NextAction {
  const open = proven.has(skill) ? [] : exercises[skill]!.filter(({ slug }) => !passed.has(slug));
  const written = open.find((exercise) => exercise.written)?.written;
  if (!written) return { type: 'read', exercise: null, title: graph.title(skill), minutes: null };
  return {
    type: 'exercise',
    exercise: written.slug,
    title: written.shown.title,
    minutes: written.shown.minutes,
  };
}

/** A step back first, then what can be proven, then reading; within each the score decides. */
function firstToLast({ graph }: Terrain): (a: Candidate, b: Candidate) => number {
  const rank = ({ backFrom, action }: Candidate) =>
    backFrom.length > 0 ? 0 : action.type === 'exercise' ? 1 : 2;
  return (a, b) =>
    rank(a) - rank(b) ||
    b.score - a.score ||
    graph.depth[a.skill]! - graph.depth[b.skill]! ||
    (graph.slug(a.skill) < graph.slug(b.skill) ? -1 : 1);
}

function recommendation(question: Question, goal: Goal, candidate: Candidate): Recommendation {
  const { slug, title, hours } = question.terrain.graph.skills[candidate.skill]!;
  const { action, score } = candidate;
  return { skill: slug, title, action, score, hours, reasons: reasonsFor(question, goal, candidate) };
}
