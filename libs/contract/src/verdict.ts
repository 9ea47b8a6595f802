import { z } from 'zod';
import { instant, sha256 } from './scalars.js';

export const runStatus = z.enum(['queued', 'running', 'done', 'cancelled', 'awaiting-review']);
export type RunStatus = z.infer<typeof runStatus>;

export const runPurpose = z.enum(['grade', 'practice', 're-grade', 'proof', 'audit', 'appeal']);
export type RunPurpose = z.infer<typeof runPurpose>;

/** `failed` and `errored` are about the learner's code; `broken` is our fault and never counts. */
export const outcome = z.enum(['passed', 'failed', 'errored', 'broken']);
export type Outcome = z.infer<typeof outcome>;

/** Why a run did not pass, one word for programs. See docs/decisions/0007. */
export const reason = z
  .enum([
    'check', // failed: a check did not hold
    'set-up', // errored: settings, URLs, models, migrations or another file of the learner could not be loaded
    'exception', // errored: the learner's code raised while a check ran
    'limit', // errored: a limit was reached; `limit` names it
    'infrastructure', // broken: sandbox, machine or queue; retried
    'content', // broken: the exercise itself is at fault; its author is told
  ])
  .meta({ id: 'VerdictReason' });
export type VerdictReason = z.infer<typeof reason>;

export const limitName = z
  .enum(['wall-time', 'cpu-time', 'memory', 'output', 'disk', 'processes', 'database', 'answer-size'])
  .meta({ id: 'LimitName' });
export type LimitName = z.infer<typeof limitName>;

export const checkStatus = z.enum(['passed', 'failed', 'error', 'blocked']);
export type CheckStatus = z.infer<typeof checkStatus>;

/** A line of the learner's own code in a traceback; `line` counts from 1. */
export const frame = z
  .object({ path: z.string().max(200), line: z.int().min(1), source: z.string().max(300) })
  .meta({ id: 'Frame' });
export type Frame = z.infer<typeof frame>;

export const checkResult = z
  .object({
    id: z.string().max(80),
    name: z.string().max(200).describe('The title of the check: what must hold.'),
    status: checkStatus,
    message: z
      .string()
      .max(4_000)
      .nullable()
      .describe('What was observed and where to look; null when passed or blocked.'),
    expected: z.string().max(2_000).nullable().describe('Where comparing helps: what the task asks for.'),
    actual: z.string().max(2_000).nullable().describe('Where comparing helps: what was observed.'),
    frames: z.array(frame).max(20).describe("The learner's own lines of the traceback, outermost first."),
    hint: z.string().max(40).nullable().describe('The hint that belongs to this check.'),
    durationMs: z.number().min(0),
    printed: z
      .string()
      .max(2_000)
      .optional()
      .describe('Of a practice run: what was printed while the test ran. A hidden check never shows it.'),
  })
  .meta({ id: 'CheckResult' });
export type CheckResult = z.infer<typeof checkResult>;

/** What a run may use. Times in milliseconds, sizes in bytes. */
export const limits = z
  .object({
    wallMs: z.int(),
    cpuMs: z.int(),
    memoryBytes: z.int(),
    outputBytes: z.int(),
    diskBytes: z.int(),
    processes: z.int(),
  })
  .meta({ id: 'Limits' });
export type Limits = z.infer<typeof limits>;

/** What a run used. `null` where the isolation mode cannot measure it. */
export const usage = z
  .object({
    wallMs: z.number(),
    cpuMs: z.number().nullable(),
    peakMemoryBytes: z.number().nullable(),
    outputBytes: z.number(),
    phasesMs: z
      .object({ sandbox: z.number(), django: z.number(), checks: z.number() })
      .describe(
        'Where the wall time went: making the sandbox, loading Django and the project, running the checks.',
      ),
  })
  .meta({ id: 'Usage' });
export type Usage = z.infer<typeof usage>;

/** The isolation in force, strongest first; see docs/security/grading.md. */
export const isolationMode = z.enum(['A', 'B', 'C', 'G']);
export type IsolationMode = z.infer<typeof isolationMode>;

export const verdict = z
  .object({
    schema: z.literal('verdict/1'),
    outcome,
    reason: reason.nullable().describe('null when passed'),
    limit: limitName.nullable().describe('the limit that was reached, when reason is `limit`'),
    message: z
      .string()
      .max(4_000)
      .nullable()
      .describe('One message for the learner: that of the first check that did not pass, or of the set-up.'),
    frames: z.array(frame).max(20),
    first: z.string().nullable().describe('id of the first check that failed or errored'),
    checks: z.array(checkResult).max(60),
    observed: z
      .enum(['outside', 'inside'])
      .default('outside')
      .describe(
        "outside: hidden checks in a process of their own. inside: practice, the public tests in the learner's own process; never evidence.",
      ),
    limits,
    usage,
    mode: isolationMode.nullable().describe('null when no sandbox could be made'),
    runtime: z.string().max(40).describe('for example `django-5.2`'),
    django: z.string().max(40).nullable().describe('exact version, for example `5.2.8`'),
    python: z.string().max(40).nullable(),
    engine: z.string().max(40).describe('version of the grading engine'),
    exerciseVersion: sha256,
    seed: z.int().min(0),
    resultHash: sha256.describe(
      'hash of outcome, reason, limit and each check id with its status: equal for equal results',
    ),
    finishedAt: instant,
  })
  .meta({ id: 'Verdict' });
export type Verdict = z.infer<typeof verdict>;
