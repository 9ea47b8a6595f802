import { z } from 'zod';

/** Settings of this room; a door that signs people in adds them to its own. */
export const peopleSettings = z.object({
  SESSION_IDLE_DAYS: z.coerce
    .number()
    .positive()
    .max(365)
    .default(14)
    .describe('A session that is not used for this many days ends.'),
  SESSION_DAYS: z.coerce
    .number()
    .positive()
    .max(365)
    .default(90)
    .describe('Every session ends after this many days, however often it is used.'),
  SIGN_UPS_PER_HOUR: z.coerce
    .number()
    .int()
    .positive()
    .default(60)
    .describe('Accounts that may be made from one address in an hour; a class room shares an address.'),
});
