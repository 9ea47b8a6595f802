import type { Mastery, ProgressView, SkillSummary } from '#contract';

export type MasteryOf = (slug: string) => Mastery;

export const masteryWords: Record<Mastery, string> = {
  proven: 'proven',
  started: 'started',
  open: 'open',
  locked: 'needs others first',
};

/**
 * Mastery of somebody who said what they know: nothing is proven by that, it only moves what is open. As with an account, a
 * skill that nothing can prove yet holds back nobody; what it needs does.
 */
export function masteryFromKnown(skills: readonly SkillSummary[], known: ReadonlySet<string>): MasteryOf {
  const bySlug = new Map(skills.map((skill) => [skill.slug, skill]));
  const isReached = (slug: string): boolean =>
    (bySlug.get(slug)?.needs ?? []).every(
      (need) => known.has(need) || (bySlug.get(need)?.status !== 'available' && isReached(need)),
    );
  return (slug) => (known.has(slug) ? 'proven' : isReached(slug) ? 'open' : 'locked');
}

export function masteryFromProgress(progress: ProgressView): MasteryOf {
  const states = new Map(progress.skills.map(({ skill, mastery }) => [skill, mastery]));
  return (slug) => states.get(slug) ?? 'locked';
}

/** Mastery for whoever looks: their own progress, or that of a beginner. */
export const masteryFor = (
  skills: readonly SkillSummary[],
  progress: ProgressView | null | undefined,
): MasteryOf => (progress ? masteryFromProgress(progress) : masteryFromKnown(skills, new Set()));
