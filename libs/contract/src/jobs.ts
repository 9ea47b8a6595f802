import { z } from 'zod';

export interface JobSpec<S extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly payload: S;
  /** How often it is tried, with waits that double; five times unless it says so. */
  readonly attempts?: number;
}
const job = <S extends z.ZodType>(
  name: string,
  payload: S,
  more: { attempts?: number } = {},
): JobSpec<S> => ({
  name,
  payload,
  ...more,
});

/**
 * Wakes a grader. The payload is a hint only: which run is graded next is decided by the rows in PostgreSQL, so a
 * job that arrives twice or out of order changes nothing.
 */
export const gradeNext = job('grade-next', z.object({ runId: z.uuid() }));

/** Sends one message. The text is made when it is sent, and so is the secret of its link. */
export const sendMail = job(
  'send-mail',
  z.object({
    to: z.string(),
    template: z.enum(['verify-email', 'reset-password', 'password-changed', 'already-registered']),
  }),
  // Two hours: a mail server that is away for a while loses no letter.
  { attempts: 15 },
);
