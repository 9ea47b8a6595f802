import type { Graph, PathNode, SkillSet } from '../skills/index.js';

/** Electives that still have to be proven. */
export function electivesOpen({ electives }: PathNode, proven: SkillSet): number {
  return Math.max(0, electives.count - electives.from.filter((skill) => proven.has(skill)).length);
}

/** Every required skill and enough electives are proven. A path that asks for nothing cannot be finished. */
export function isFinished(path: PathNode, proven: SkillSet): boolean {
  if (path.required.length === 0) return false;
  return path.required.every((skill) => proven.has(skill)) && electivesOpen(path, proven) === 0;
}

/** When the last skill that it took was proven. */
export function finishedAt(
  path: PathNode,
  proven: SkillSet,
  provenAt: ReadonlyMap<number, Date>,
): Date | null {
  if (!isFinished(path, proven)) return null;
  const time = (skill: number) => provenAt.get(skill)?.getTime() ?? 0;
  const electives = path.electives.from
    .filter((skill) => proven.has(skill))
    .map(time)
    .sort((a, b) => a - b)
    .slice(0, path.electives.count);
  return new Date(Math.max(...path.required.map(time), ...electives));
}

/** Hours of what is not proven; for electives that are not chosen, of the shortest ones. */
export function hoursLeft(graph: Graph, path: PathNode, proven: SkillSet, chosen: readonly number[]): number {
  const hours = (skills: readonly number[]) =>
    skills.reduce((sum, skill) => sum + graph.skills[skill]!.hours, 0);
  const open = (skill: number) => !proven.has(skill);
  const electives = path.electives.from
    .filter(open)
    .sort(
      (a, b) =>
        Number(chosen.includes(b)) - Number(chosen.includes(a)) ||
        graph.skills[a]!.hours - graph.skills[b]!.hours ||
        a - b,
    )
    .slice(0, electivesOpen(path, proven));
  return hours(path.required.filter(open)) + hours(electives);
}
