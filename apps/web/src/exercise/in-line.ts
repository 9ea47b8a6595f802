import type { SubmissionView } from '#contract';
import { duration } from '../ui/duration.js';

type Estimate = NonNullable<SubmissionView['estimate']>;

/** "2 before you, about 4 s": the place in line and, where it can be said, the time to the verdict. */
export function inLine({ place, estimate }: Pick<SubmissionView, 'place' | 'estimate'>): string {
  const where = place && place > 1 ? `${place - 1} before you` : 'Next in line';
  return estimate ? `${where}, about ${duration(estimate.seconds)}` : where;
}

/** Said only where it is much more than what is likely. */
export const atMost = ({ seconds, most }: Estimate): string =>
  most >= 2 * seconds && most >= 10 ? `It can take ${duration(most)} when others are slow. ` : '';
