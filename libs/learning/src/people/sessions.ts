import { Inject, Injectable } from '@nestjs/common';
import { MoreThan, Not } from 'typeorm';
import type { SessionView } from '#contract';
import { Clock, CONFIG, Db, Problem, type Tx, type Who } from '#platform';
import { holdCaller, holdPerson } from './caller.js';
import { Person, Session } from './people.tables.js';
import { rolesInOrder } from './role-order.js';
import { hashOf, newSecret } from './secrets.js';
import { peopleSettings } from './settings.js';

const DAY = 86_400_000;
/** `last_seen_at` is written this often at most, so that reading a page costs no write. */
const TOUCH_MS = 5 * 60_000;
/** The oldest go first; nobody keeps this many browsers. */
const MOST_SESSIONS = 50;

/** What the door knows about the browser; shown in the list of sessions so that a stranger's is recognised. */
export interface Device {
  readonly userAgent: string | null;
  readonly address: string | null;
}

export interface OpenedSession {
  readonly id: string;
  /** Belongs into the cookie and nowhere else; only its hash is kept. */
  readonly secret: string;
  readonly expiresAt: Date;
}

/** That somebody knows the password: the hash it was compared with, since another may be in force a moment later. */
export interface Proof {
  readonly personId: string;
  readonly passwordHash: string;
}

@Injectable()
export class Sessions {
  private readonly idleMs: number;
  private readonly lifeMs: number;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    @Inject(CONFIG) config: object,
  ) {
    const settings = peopleSettings.parse(config);
    this.idleMs = settings.SESSION_IDLE_DAYS * DAY;
    this.lifeMs = settings.SESSION_DAYS * DAY;
  }

  /**
   * A new session for a person who has just proved who they are. `replaces` ends the one the browser had before. Refused
   * when the password has changed since the proof, or a sign-in under way would outlive the change that ends them all.
   */
  start(proof: Proof, device: Device, replaces?: string): Promise<OpenedSession> {
    const { personId, passwordHash } = proof;
    return this.db.transaction(async (tx) => {
      await holdPerson(tx, personId);
      if (!(await tx.existsBy(Person, { id: personId, passwordHash })))
        throw new Problem('wrong-credentials');
      if (replaces) await tx.delete(Session, { secretHash: hashOf(replaces) });
      return this.open(tx, personId, device);
    });
  }

  async open(tx: Tx, personId: string, { userAgent, address }: Device): Promise<OpenedSession> {
    const now = this.clock.now();
    await this.forgetSome(tx, personId, now);
    const secret = newSecret();
    const expiresAt = new Date(now.getTime() + this.lifeMs);
    const { id } = await tx.save(Session, {
      personId,
      secretHash: hashOf(secret),
      createdAt: now,
      lastSeenAt: now,
      expiresAt,
      userAgent: userAgent?.slice(0, 300) ?? null,
      address,
    });
    return { id, secret, expiresAt };
  }

  /** The caller behind a cookie, if the session still lives. Asked on every request, so one query. */
  async find(secret: string): Promise<Who | undefined> {
    const now = this.clock.now();
    const [row] = (await this.db.read.query(
      `SELECT s.id, s.person_id AS "personId", s.last_seen_at AS "lastSeenAt",
              array(SELECT g.role FROM role_grants g WHERE g.person_id = s.person_id) AS roles
       FROM sessions s WHERE s.secret_hash = $1 AND s.expires_at > $2 AND s.last_seen_at > $3`,
      [hashOf(secret), now, this.idleSince(now)],
    )) as { id: string; personId: string; lastSeenAt: Date; roles: string[] }[];
    if (!row) return undefined;
    if (now.getTime() - row.lastSeenAt.getTime() > TOUCH_MS)
      await this.db.read.update(Session, { id: row.id }, { lastSeenAt: now });
    return {
      personId: row.personId,
      roles: rolesInOrder(row.roles),
      by: { kind: 'session', sessionId: row.id },
    };
  }

  /** Whether it has been neither ended nor outlived; reading a stream keeps no session awake. */
  async lives(id: string): Promise<boolean> {
    const now = this.clock.now();
    const where = { id, expiresAt: MoreThan(now), lastSeenAt: MoreThan(this.idleSince(now)) };
    return this.db.read.existsBy(Session, where);
  }

  async list(personId: string, currentId: string | undefined): Promise<SessionView[]> {
    const now = this.clock.now();
    const rows = await this.db.read.find(Session, {
      where: { personId, expiresAt: MoreThan(now), lastSeenAt: MoreThan(this.idleSince(now)) },
      order: { lastSeenAt: 'DESC' },
    });
    return rows.map((row) => ({
      id: row.id,
      current: row.id === currentId,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
      expiresAt: this.endOf(row).toISOString(),
      userAgent: row.userAgent,
      address: row.address,
    }));
  }

  /** Somebody else's session is as unknown as one that never was. */
  end(who: Who, id: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      await holdCaller(tx, who);
      const { affected } = await tx.delete(Session, { id, personId: who.personId });
      if (!affected) throw new Problem('not-found');
    });
  }

  /** Sign-out: a session that has ended already is no reason to complain. */
  async endBySecret(secret: string): Promise<void> {
    await this.db.read.delete(Session, { secretHash: hashOf(secret) });
  }

  endOthers(who: Who, currentId: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      await holdCaller(tx, who);
      await tx.delete(Session, { personId: who.personId, id: Not(currentId) });
    });
  }

  async endAll(tx: Tx, personId: string): Promise<void> {
    await tx.delete(Session, { personId });
  }

  private idleSince(now: Date): Date {
    return new Date(now.getTime() - this.idleMs);
  }

  private endOf({ lastSeenAt, expiresAt }: Session): Date {
    return new Date(Math.min(expiresAt.getTime(), lastSeenAt.getTime() + this.idleMs));
  }

  /** Every sign-in clears some sessions that are over, so that addresses of the past are not kept. */
  private async forgetSome(tx: Tx, personId: string, now: Date): Promise<void> {
    await tx.query(
      `DELETE FROM sessions WHERE id IN
         (SELECT id FROM sessions WHERE expires_at <= $1 OR (person_id = $2 AND last_seen_at <= $3)
          LIMIT 50 FOR UPDATE SKIP LOCKED)`,
      [now, personId, this.idleSince(now)],
    );
    await tx.query(
      `DELETE FROM sessions WHERE id IN
         (SELECT id FROM sessions WHERE person_id = $1 ORDER BY last_seen_at DESC OFFSET $2)`,
      [personId, MOST_SESSIONS - 1],
    );
  }
}
