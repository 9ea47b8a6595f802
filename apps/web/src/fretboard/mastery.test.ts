import { expect, it } from 'vitest';
import type { SkillSummary } from '#contract';
import { masteryFromKnown } from './mastery.js';

const skill = (slug: string, needs: string[], status: SkillSummary['status']): SkillSummary => ({
  slug,
  title: slug,
  area: 'area',
  outcome: '',
  level: 'foundation',
  importance: 'core',
  hours: 1,
  needs,
  status,
});

const skills = [
  skill('python', [], 'available'),
  skill('packages', ['python'], 'planned'),
  skill('models', ['packages'], 'available'),
  skill('views', ['models'], 'available'),
];

it('opens what comes after a skill that nothing can prove yet, once what that one needs is known', () => {
  const states = (...known: string[]) => {
    const of = masteryFromKnown(skills, new Set(known));
    return skills.map(({ slug }) => of(slug));
  };
  expect(states()).toEqual(['open', 'locked', 'locked', 'locked']);
  expect(states('python')).toEqual(['proven', 'open', 'open', 'locked']);
  expect(states('python', 'models')).toEqual(['proven', 'open', 'proven', 'open']);
});
