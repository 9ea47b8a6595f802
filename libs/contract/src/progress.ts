import { z } from 'zod';
import { instant, slug } from './scalars.js';

/**
 * `proven`: all exercises that assess it have passed. `started`: some work, not proven. `open`: every prerequisite that
 * can be proven is. `locked`: a prerequisite is missing; it can still be opened and taken.
 */
export const mastery = z.enum(['proven', 'started', 'open', 'locked']).meta({ id: 'Mastery' });
export type Mastery = z.infer<typeof mastery>;

export const skillProgress = z
  .object({
    skill: slug,
    mastery,
    missing: z.array(slug).describe('direct prerequisites that are not proven'),
    passed: z.array(slug).describe('exercises of this skill that have passed'),
    remaining: z.array(slug).describe('exercises of this skill that have not'),
    provenAt: instant.nullable(),
  })
  .meta({ id: 'SkillProgress' });
export type SkillProgress = z.infer<typeof skillProgress>;

export const pathProgress = z
  .object({
    path: slug,
    proven: z.int(),
    total: z.int().describe('required skills and the number of electives'),
    hoursLeft: z.int(),
    finishedAt: instant.nullable(),
    certificateDue: z.boolean(),
  })
  .meta({ id: 'PathProgress' });
export type PathProgress = z.infer<typeof pathProgress>;

export const progressView = z
  .object({
    asOf: instant,
    graph: z.string(),
    path: slug.nullable(),
    skills: z.array(skillProgress),
    paths: z.array(pathProgress),
    attempts: z.int().describe('graded submissions that counted'),
  })
  .meta({ id: 'Progress' });
export type ProgressView = z.infer<typeof progressView>;

export const reasonCode = z.enum([
  'unlocks', // needed by n skills of the path, directly or through others
  'last-prerequisite', // the only prerequisite that n skills of the path still miss
  'ready', // all prerequisites are proven
  'no-prerequisites',
  'started', // work has begun on it
  'elective',
  'on-path',
  'go-back', // failed attempts elsewhere point back to this skill
  'missing', // why not: a prerequisite is not proven
  'already-proven', // why not
  'not-on-path', // why not
  'lower-score', // why not: it is in the answer's line, others come first
]);
export const nextReason = z
  .object({
    code: reasonCode,
    text: z.string(),
    skills: z.array(slug).describe('the skills the sentence is about'),
    count: z.int().nullable(),
  })
  .meta({ id: 'NextReason' });
export type NextReason = z.infer<typeof nextReason>;

export const nextAction = z
  .object({
    type: z.enum(['exercise', 'read']),
    exercise: slug
      .nullable()
      .describe('the first exercise of the skill that has not passed; null when none is written yet'),
    title: z.string(),
    minutes: z.int().nullable(),
  })
  .meta({ id: 'NextAction' });
export type NextAction = z.infer<typeof nextAction>;

export const recommendation = z
  .object({
    skill: slug,
    title: z.string(),
    action: nextAction,
    score: z.int().describe('for ordering only; see docs/decisions on recommendations'),
    hours: z.int(),
    reasons: z.array(nextReason).min(1),
  })
  .meta({ id: 'Recommendation' });
export type Recommendation = z.infer<typeof recommendation>;

export const nextView = z
  .object({
    asOf: instant,
    graph: z.string(),
    path: slug,
    next: z.array(recommendation),
    whyNot: z.array(z.object({ skill: slug, title: z.string(), reasons: z.array(nextReason).min(1) })),
    complete: z.boolean().describe('every required skill and enough electives are proven'),
    message: z.string().nullable().describe('said when there is nothing to recommend'),
  })
  .meta({ id: 'Next' });
export type NextView = z.infer<typeof nextView>;

export const nextQuery = z.object({
  path: slug.optional().describe('the path of the profile unless named, or job-ready'),
  limit: z.coerce.number().int().min(1).max(20).default(3),
  about: slug.optional().describe('ask "why not" of this skill'),
});
export type NextQuery = z.infer<typeof nextQuery>;

export const recommend = z
  .object({
    known: z.array(slug).max(500).default([]).describe('skills that count as proven for this answer only'),
    path: slug,
    limit: z.int().min(1).max(20).default(3),
    about: slug.optional(),
  })
  .meta({ id: 'Recommend' });
export type Recommend = z.infer<typeof recommend>;

export const certificateDue = z.object({ path: slug, dueSince: instant }).meta({ id: 'CertificateDue' });
export type CertificateDue = z.infer<typeof certificateDue>;
