import type { SignUp } from '#contract';
import type { Tx } from '#platform';
import { hashPassword, passwordFits } from './password-hash.js';
import { Person } from './people.tables.js';

/**
 * Makes sure that a person with this e-mail and password exists, verified. For people whom the server itself makes,
 * such as those of a demonstration: no mail is sent, and repeating it changes nothing.
 */
export async function keepPerson(tx: Tx, now: Date, { email, name, password }: SignUp): Promise<void> {
  const known = await tx.findOneBy(Person, { email });
  if (known && (await passwordFits(password, known.passwordHash))) return;
  const passwordHash = await hashPassword(password);
  if (known) await tx.update(Person, { id: known.id }, { passwordHash, emailVerifiedAt: now });
  else
    await tx.insert(Person, { email, name, passwordHash, emailVerifiedAt: now, path: null, createdAt: now });
}
