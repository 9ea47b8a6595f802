import { Injectable } from '@nestjs/common';
import { Clock, Db, Problem } from '#platform';
import { hashOf } from './secrets.js';
import { Throttle } from './people.tables.js';

export interface Limit {
  readonly name: string;
  /** Who or what is counted; kept as a hash only. */
  readonly subject: string;
  readonly most: number;
  readonly windowMs: number;
}

const MINUTE = 60_000;
const keyOf = ({ name, subject }: Limit) => `${name}:${hashOf(subject)}`;
/** One client with IPv6 commonly has a whole /64 of addresses. */
export const networkOf = (address: string | null): string => {
  if (address === null) return 'unknown';
  if (!address.includes(':') || address.startsWith('::ffff:')) return address.replace('::ffff:', '');
  const [head = '', tail = ''] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const all = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return all.slice(0, 4).join(':');
};

export const perAddress = (name: string, address: string | null, most: number, minutes: number): Limit => ({
  name: `${name}-address`,
  subject: networkOf(address),
  most,
  windowMs: minutes * MINUTE,
});
export const perSubject = (name: string, subject: string, most: number, minutes: number): Limit => ({
  name,
  subject,
  most,
  windowMs: minutes * MINUTE,
});

/** Counts in the database, so that several API processes count together and a restart forgives nobody. */
@Injectable()
export class Throttles {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Takes one from each limit before the work is done, so that many tries at once do not slip through together. */
  async take(...limits: Limit[]): Promise<void> {
    const seconds = await this.secondsToWait(limits);
    if (seconds === 0) return;
    const minutes = Math.ceil(seconds / 60);
    throw new Problem(
      'too-many-requests',
      `Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
      { retryAfter: seconds },
      { 'retry-after': String(seconds) },
    );
  }

  /** As `take`, for what is left undone without a word: whether there was room. */
  async takes(...limits: Limit[]): Promise<boolean> {
    return (await this.secondsToWait(limits)) === 0;
  }

  private async secondsToWait(limits: Limit[]): Promise<number> {
    const now = this.clock.now();
    const counted = await this.count(limits, now);
    const isOver = (limit: Limit) => counted.get(keyOf(limit))!.count > limit.most;
    const over = limits.filter(isOver);
    if (over.length === 0) return 0;
    // A refused try is not made, so it fills no other limit: one machine alone cannot use up a whole account's.
    await this.giveBack(...limits.filter((limit) => !isOver(limit)));
    const until = Math.max(...over.map((limit) => counted.get(keyOf(limit))!.resetsAt.getTime()));
    return Math.ceil((until - now.getTime()) / 1000);
  }

  /** Gives back what was taken: what went well does not count. */
  async giveBack(...limits: Limit[]): Promise<void> {
    // Each by itself, since several rows in another order than take's could wait for each other in a ring.
    for (const limit of limits)
      await this.db.read.update(Throttle, { key: keyOf(limit) }, { count: () => 'greatest(count - 1, 0)' });
  }

  async clear(limit: Limit): Promise<void> {
    await this.db.read.delete(Throttle, { key: keyOf(limit) });
  }

  private async count(limits: Limit[], now: Date): Promise<Map<string, { count: number; resetsAt: Date }>> {
    const keys = limits.map(keyOf);
    const resets = limits.map(({ windowMs }) => new Date(now.getTime() + windowMs));
    // In the order of the keys, so that two callers who lock the same rows never wait for each other in a ring.
    const rows = (await this.db.read.query(
      `INSERT INTO throttles AS t (key, count, resets_at)
         SELECT key, 1, resets_at FROM unnest($1::text[], $2::timestamptz[]) AS wanted (key, resets_at) ORDER BY key
       ON CONFLICT (key) DO UPDATE SET
         count = CASE WHEN t.resets_at <= $3 THEN 1 ELSE t.count + 1 END,
         resets_at = CASE WHEN t.resets_at <= $3 THEN excluded.resets_at ELSE t.resets_at END
       RETURNING key, count, resets_at AS "resetsAt"`,
      [keys, resets, now],
    )) as { key: string; count: number; resetsAt: Date }[];
    // A first count may be a new row; each new row clears a few that are over, so the table stays small by itself.
    if (rows.some(({ count }) => count === 1)) await this.forgetSome(now);
    return new Map(rows.map(({ key, ...row }) => [key, row]));
  }

  private async forgetSome(now: Date): Promise<void> {
    await this.db.read.query(
      `DELETE FROM throttles WHERE key IN
         (SELECT key FROM throttles WHERE resets_at <= $1 LIMIT 5 FOR UPDATE SKIP LOCKED)`,
      [now],
    );
  }
}
