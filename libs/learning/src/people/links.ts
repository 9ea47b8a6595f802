import { Injectable } from '@nestjs/common';
import { Clock, Problem, type Tx } from '#platform';
import { OneTimeLink, type LinkPurpose } from './people.tables.js';
import { hashOf, newSecret } from './secrets.js';

const HOUR = 3_600_000;
/** A reset link opens an account, so it lives an hour; a verification link opens nothing. */
export const linkHours = { 'verify-email': 48, 'reset-password': 1 } as const satisfies Record<
  LinkPurpose,
  number
>;

/** Secrets that travel in mails: each works once, until it expires or a newer one is made. */
@Injectable()
export class Links {
  constructor(private readonly clock: Clock) {}

  async make(tx: Tx, personId: string, purpose: LinkPurpose): Promise<string> {
    const secret = newSecret();
    const expiresAt = new Date(this.clock.now().getTime() + linkHours[purpose] * HOUR);
    await tx.upsert(OneTimeLink, { personId, purpose, secretHash: hashOf(secret), expiresAt }, [
      'personId',
      'purpose',
    ]);
    return secret;
  }

  /** Removes the secret and names its owner. Two at once: one gets it, the other the problem. */
  async use(tx: Tx, purpose: LinkPurpose, secret: string): Promise<string> {
    const { raw } = await tx
      .createQueryBuilder()
      .delete()
      .from(OneTimeLink)
      .where({ purpose, secretHash: hashOf(secret) })
      .returning('person_id, expires_at')
      .execute();
    const [row] = raw as { person_id: string; expires_at: Date }[];
    if (!row || row.expires_at <= this.clock.now()) throw new Problem('token-invalid');
    return row.person_id;
  }

  async forget(tx: Tx, personId: string, purpose: LinkPurpose): Promise<void> {
    await tx.delete(OneTimeLink, { personId, purpose });
  }
}
