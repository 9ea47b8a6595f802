import type { PathView, SkillSummary } from '#contract';
import type { MasteryOf } from '../fretboard/mastery.js';

export interface SkillFilter {
  readonly path?: string | undefined;
  readonly area?: string | undefined;
  readonly q?: string | undefined;
  readonly state?: string | undefined;
}

export const pathSkills = (path: PathView | undefined): ReadonlySet<string> | null =>
  path ? new Set([...path.skills, ...path.electives.from]) : null;

/** One filter for the map and the list, so that both always show the same skills. */
export function matches(
  filter: SkillFilter,
  path: PathView | undefined,
  masteryOf: MasteryOf,
): (skill: SkillSummary) => boolean {
  const onPath = pathSkills(path);
  const words = (filter.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return (skill) => {
    if (onPath && !onPath.has(skill.slug)) return false;
    if (filter.area && skill.area !== filter.area) return false;
    if (filter.state && masteryOf(skill.slug) !== filter.state) return false;
    const text = `${skill.title} ${skill.slug} ${skill.outcome}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
}
