import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import type { CreateToken, NewToken, Scope, TokenView } from '#contract';
import { Clock, Db, Problem, type Who } from '#platform';
import { holdCaller } from './caller.js';
import { ApiToken } from './people.tables.js';
import { rolesInOrder } from './role-order.js';
import { hashOf, newSecret } from './secrets.js';

/** Lets scanners of public code and people who find one in a file see what it is. */
const PREFIX = 'fb_';
const DAY = 86_400_000;
const TOUCH_MS = 60_000;
const MOST_TOKENS = 50;

@Injectable()
export class Tokens {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** The answer is the only place where the token itself is ever seen. */
  create(who: Who, { name, scopes, days }: CreateToken): Promise<NewToken> {
    const { personId } = who;
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      // One at a time for each person, so that many requests at once do not all find room for one more.
      await holdCaller(tx, who);
      if ((await tx.countBy(ApiToken, { personId, expiresAt: MoreThan(now) })) >= MOST_TOKENS) {
        const message = `You have ${MOST_TOKENS} tokens. Remove one that is no longer used.`;
        throw new Problem('invalid-request', message, { issues: [{ path: '', message }] });
      }
      const token = PREFIX + newSecret();
      const row = await tx.save(ApiToken, {
        personId,
        name,
        scopes: [...new Set(scopes)],
        secretHash: hashOf(token),
        hint: token.slice(-4),
        createdAt: now,
        expiresAt: new Date(now.getTime() + days * DAY),
        lastUsedAt: null,
      });
      return { ...viewOf(row), token };
    });
  }

  async find(token: string): Promise<Who | undefined> {
    if (!token.startsWith(PREFIX)) return undefined;
    const now = this.clock.now();
    const [row] = (await this.db.read.query(
      `SELECT t.id, t.person_id AS "personId", t.scopes, t.last_used_at AS "lastUsedAt",
              array(SELECT g.role FROM role_grants g WHERE g.person_id = t.person_id) AS roles
       FROM api_tokens t WHERE t.secret_hash = $1 AND t.expires_at > $2`,
      [hashOf(token), now],
    )) as { id: string; personId: string; scopes: Scope[]; lastUsedAt: Date | null; roles: string[] }[];
    if (!row) return undefined;
    if (now.getTime() - (row.lastUsedAt?.getTime() ?? 0) > TOUCH_MS)
      await this.db.read.update(ApiToken, { id: row.id }, { lastUsedAt: now });
    const by = { kind: 'token', tokenId: row.id, scopes: row.scopes } as const;
    return { personId: row.personId, roles: rolesInOrder(row.roles), by };
  }

  async lives(id: string): Promise<boolean> {
    return this.db.read.existsBy(ApiToken, { id, expiresAt: MoreThan(this.clock.now()) });
  }

  async list(personId: string): Promise<TokenView[]> {
    const where = { personId, expiresAt: MoreThan(this.clock.now()) };
    return (await this.db.read.find(ApiToken, { where, order: { createdAt: 'DESC' } })).map(viewOf);
  }

  revoke(who: Who, id: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      await holdCaller(tx, who);
      const { affected } = await tx.delete(ApiToken, { id, personId: who.personId });
      if (!affected) throw new Problem('not-found');
    });
  }
}

function viewOf(row: ApiToken): TokenView {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    hint: row.hint,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}
