import { z } from 'zod';
import { importance, level, slug } from './scalars.js';

export const areaView = z
  .object({ slug, title: z.string(), order: z.int(), skills: z.int(), hours: z.int() })
  .meta({ id: 'Area' });
export type AreaView = z.infer<typeof areaView>;

/** `planned`: an exercise of it is not written yet or waits for reviews by mentors, so a proof is not available yet. */
export const skillStatus = z.enum(['available', 'planned']);
export type SkillStatus = z.infer<typeof skillStatus>;

export const skillSummary = z
  .object({
    slug,
    title: z.string(),
    area: slug,
    outcome: z.string(),
    level,
    importance,
    hours: z.int().describe('reading, trying and the exercises, for a learner who has all prerequisites'),
    needs: z.array(slug).describe('direct prerequisites'),
    status: skillStatus,
  })
  .meta({ id: 'SkillSummary' });
export type SkillSummary = z.infer<typeof skillSummary>;

export const skillList = z
  .object({
    graph: z.string().describe('version of the graph: a hash over all skills, areas and paths'),
    areas: z.array(areaView),
    items: z.array(skillSummary),
  })
  .meta({ id: 'SkillList' });
export type SkillList = z.infer<typeof skillList>;

const skillLink = z.object({ slug, title: z.string() });

export const skillView = skillSummary
  .extend({
    know: z.array(z.string()),
    can: z.array(z.string()),
    learn: z.array(z.object({ name: z.string(), url: z.url() })),
    assess: z
      .array(z.object({ slug, title: z.string().nullable(), available: z.boolean() }))
      .describe('the exercises that prove it; all must pass'),
    bodyHtml: z.string(),
    needsAll: z.array(slug).describe('transitive prerequisites, nearest first'),
    prerequisites: z.array(skillLink),
    opens: z.array(skillLink).describe('skills that need this one directly'),
    paths: z.array(skillLink).describe('paths that contain this skill'),
  })
  .meta({ id: 'Skill' });
export type SkillView = z.infer<typeof skillView>;

export const pathView = z
  .object({
    slug,
    title: z.string(),
    promise: z.string(),
    includes: slug.nullable().describe('the path this one continues'),
    skills: z.array(slug).describe('required skills, those of the included path first, in topological order'),
    electives: z.object({ count: z.int(), from: z.array(slug) }),
    capstone: slug,
    hours: z.int().describe('of the required skills'),
  })
  .meta({ id: 'Path' });
export type PathView = z.infer<typeof pathView>;

export const pathList = z.object({ items: z.array(pathView) }).meta({ id: 'PathList' });
export type PathList = z.infer<typeof pathList>;
