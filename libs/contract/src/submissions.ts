import { z } from 'zod';
import { projectPath } from './exercises.js';
import { estimate } from './queue.js';
import { instant, sha256, slug } from './scalars.js';
import { checkResult, outcome, runPurpose, runStatus, verdict } from './verdict.js';

/** Limits of one hand-in, in bytes and files (grading.md 9, tightened to what an exercise needs). */
export const SUBMISSION_LIMITS = { files: 40, fileBytes: 64_000, totalBytes: 256_000 } as const;

export const submitSolution = z
  .object({
    exercise: slug,
    files: z
      .record(z.string(), z.unknown())
      .describe(
        `Path → text of the files that were changed or created, at most ${SUBMISSION_LIMITS.files} files, ` +
          `${SUBMISSION_LIMITS.fileBytes} bytes each and ${SUBMISSION_LIMITS.totalBytes} in all.`,
      )
      .meta({ additionalProperties: { type: 'string' } }),
    purpose: runPurpose
      .extract(['grade', 'practice'])
      .default('grade')
      .describe(
        'practice: the public tests in the program itself, where there are any; never counts for or against',
      ),
  })
  .meta({ id: 'SubmitSolution' });
export type SubmitSolution = z.infer<typeof submitSolution>;

export const submission = z
  .object({
    id: z.uuid(),
    exercise: slug,
    exerciseVersion: sha256,
    status: runStatus,
    purpose: runPurpose,
    outcome: outcome.nullable(),
    place: z.int().min(1).nullable().describe('place in line while queued; 1 is next'),
    estimate: estimate
      .nullable()
      .describe('time to the verdict while queued; null when no grader is there or nothing ran lately'),
    checks: z.array(checkResult).describe('results so far; all of them once done'),
    verdict: verdict.nullable(),
    files: z.record(projectPath, z.string()),
    createdAt: instant,
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'Submission' });
export type SubmissionView = z.infer<typeof submission>;

export const submissionSummary = submission
  .pick({
    id: true,
    exercise: true,
    status: true,
    purpose: true,
    outcome: true,
    createdAt: true,
    finishedAt: true,
  })
  .extend({ message: z.string().nullable() })
  .meta({ id: 'SubmissionSummary' });
export type SubmissionSummary = z.infer<typeof submissionSummary>;

export const submissionList = z
  .object({ items: z.array(submissionSummary), next: z.string().nullable() })
  .meta({ id: 'SubmissionList' });
export type SubmissionList = z.infer<typeof submissionList>;

/** The events of `GET /submissions/{id}/events`; the SSE event name is `type`. */
export const submissionEvent = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('queued'), place: z.int().min(1), estimate: estimate.nullable() }),
    z.object({ type: z.literal('running') }),
    z.object({ type: z.literal('check'), check: checkResult }),
    z.object({ type: z.literal('verdict'), verdict }),
    z.object({ type: z.literal('awaiting-review') }),
    z.object({ type: z.literal('cancelled') }),
  ])
  .meta({ id: 'SubmissionEvent' });
export type SubmissionEvent = z.infer<typeof submissionEvent>;
