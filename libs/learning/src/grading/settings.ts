import { z } from 'zod';

/** Settings of this room; a door that grades adds them to its own. */
export const gradingSettings = z.object({
  GRADING_AUDIT_PERCENT: z.coerce
    .number()
    .min(0)
    .max(100)
    .default(1)
    .describe(
      'Share of graded runs that are graded once more, last in line, to see that the result is the same.',
    ),
});
