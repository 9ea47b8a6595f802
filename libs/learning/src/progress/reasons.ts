import type { NextReason } from '#contract';
import type { Graph, PathNode, SkillSet } from '../skills/index.js';
import { electivesOpen } from './paths.js';
import type { Candidate, Goal, Question } from './question.js';

/** The sentences of a recommendation. The codes are for programs, the words for people; both say the same. */

const NAMED = 3;

/** “A”, “B” and 3 more. */
function named(graph: Graph, skills: readonly number[]): string {
  const names = skills.slice(0, NAMED).map((skill) => `“${graph.title(skill)}”`);
  if (skills.length > NAMED) return `${names.join(', ')} and ${skills.length - NAMED} more`;
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

const skillCount = (count: number) => (count === 1 ? '1 skill' : `${count} skills`);

/** Why this skill is recommended, the strongest reason first. */
export function reasonsFor(question: Question, goal: Goal, candidate: Candidate): NextReason[] {
  const { graph } = question.terrain;
  const { skill, backFrom, lastFor } = candidate;
  const unlocks = [...goal.keys()].filter((other) => graph.below[skill]!.has(other));
  const reasons: NextReason[] = [];
  const say = (
    code: NextReason['code'],
    text: string,
    skills: readonly number[] = [],
    count: number | null = null,
  ) => reasons.push({ code, text, skills: graph.slugs(skills), count });

  if (backFrom.length > 0) {
    const failures = backFrom.reduce((sum, from) => sum + question.standing.failures.get(from)!, 0);
    say(
      'go-back',
      `${failures} attempts at ${named(graph, backFrom)} did not pass; this is what it builds on.`,
      backFrom,
      failures,
    );
  }
  if (question.standing.started.has(skill)) say('started', started(question, skill));
  if (lastFor.length > 0) {
    const text = `It is the only prerequisite that ${named(graph, lastFor)} still ${lastFor.length === 1 ? 'misses' : 'miss'}.`;
    say('last-prerequisite', text, lastFor, lastFor.length);
  }
  if (unlocks.length > 0)
    say('unlocks', `Unlocks ${skillCount(unlocks.length)} of your path.`, unlocks, unlocks.length);
  if (!question.standing.proven.has(skill)) reasons.push(ready(question, skill));
  if (question.path.required.includes(skill))
    say('on-path', `It is part of the path “${question.path.title}”.`);
  else if (question.electives.includes(skill)) say('elective', 'It is an elective that you chose.');
  else if (goal.has(skill)) {
    const open = electivesOpen(question.path, question.standing.proven);
    say(
      'elective',
      `It is one of the electives of your path; ${open} of them ${open === 1 ? 'is' : 'are'} still to be proven.`,
      [],
      open,
    );
  }
  return reasons;
}

function started({ terrain, standing }: Question, skill: number): string {
  const exercises = terrain.exercises[skill]!;
  const passed = exercises.filter(({ slug }) => standing.passed.has(slug)).length;
  return passed === 0
    ? 'You have begun it.'
    : `You have begun it: ${passed} of ${exercises.length} exercises passed.`;
}

function ready({ terrain: { graph }, standing }: Question, skill: number): NextReason {
  const needs = graph.needs[skill]!;
  if (needs.length === 0)
    return { code: 'no-prerequisites', text: 'It needs nothing before it.', skills: [], count: null };
  const unproven = needs.filter((need) => !standing.proven.has(need));
  const text =
    unproven.length === 0
      ? 'All its prerequisites are proven.'
      : `Nothing that can be proven is missing. Read ${named(graph, unproven)} first; the proof is not available yet.`;
  return { code: 'ready', text, skills: graph.slugs(needs), count: needs.length };
}

/** Why a skill is not in line at all. */
export function whyNotYet(question: Question, missing: SkillSet, skill: number): NextReason[] {
  const {
    terrain: { graph },
    path,
    standing,
  } = question;
  if (standing.proven.has(skill)) {
    const since = standing.provenAt.get(skill)?.toISOString().slice(0, 10);
    const text = since === undefined ? 'You know it.' : `It is proven since ${since}.`;
    return [{ code: 'already-proven', text, skills: [], count: null }];
  }
  const reasons: NextReason[] = [];
  const first = [...missing].sort((a, b) => graph.depth[a]! - graph.depth[b]! || a - b);
  if (first.length > 0) {
    const text = `${named(graph, first)} ${first.length === 1 ? 'comes' : 'come'} first and ${first.length === 1 ? 'is' : 'are'} not proven yet. You can still open it.`;
    reasons.push({ code: 'missing', text, skills: graph.slugs(first), count: first.length });
  }
  if (!belongsTo(graph, path, skill)) {
    const text = `It is not part of the path “${path.title}”, and nothing of the path builds on it.`;
    reasons.push({ code: 'not-on-path', text, skills: [], count: null });
  } else if (reasons.length === 0) {
    const text = `Nothing that is left of the path “${path.title}” asks for it; enough electives are chosen or proven.`;
    reasons.push({ code: 'not-on-path', text, skills: [], count: null });
  }
  return reasons;
}

function belongsTo(graph: Graph, { required, electives }: PathNode, skill: number): boolean {
  return [...required, ...electives.from].some((other) => other === skill || graph.below[skill]!.has(other));
}

/** Why a skill that is in line is not among the first. */
export function whyNotFirst(
  graph: Graph,
  line: readonly Candidate[],
  place: number,
  shown: number,
): NextReason {
  const mine = line[place]!;
  const last = line[shown - 1]!;
  const before =
    last.backFrom.length > 0 && mine.backFrom.length === 0
      ? 'a step back comes first'
      : last.action.type === 'exercise' && mine.action.type === 'read'
        ? 'what can be proven comes before what can only be read'
        : `“${graph.title(last.skill)}” has a score of ${last.score}, this one of ${mine.score}`;
  const text = `It is number ${place + 1} in line: ${before}.`;
  return { code: 'lower-score', text, skills: [graph.slug(last.skill)], count: place + 1 };
}

/** Said when nothing is recommended, so that an answer is never empty without a word. */
export function sayFinished({ title }: PathNode, complete: boolean): string {
  return complete
    ? `Everything that “${title}” asks for is proven. Choose another path to go on.`
    : `“${title}” has no further skills to recommend. Choose another path, and tell its authors: a path should never end here.`;
}
