import { Injectable } from '@nestjs/common';
import type { ChangeRole, PersonView, Role, RoleChange } from '#contract';
import { Clock, Db, Problem, type Tx, type Who } from '#platform';
import { holdCaller } from './caller.js';
import { Person, RoleChangeRow, RoleGrant, type GrantedRole } from './people.tables.js';
import { rolesInOrder } from './role-order.js';

/** Who changes a role: a steward on the page, or whoever may run commands on the server. */
export type Grantor = { readonly via: 'web'; readonly who: Who } | { readonly via: 'command line' };

const MOST_CHANGES = 200;

/** Grants and revokes, each with a row that says who did it. Repeating a change changes and records nothing. */
@Injectable()
export class Roles {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  grant(by: Grantor, { email, role }: ChangeRole): Promise<PersonView> {
    return this.db.transaction(async (tx) => {
      await this.holdGrantor(tx, by);
      const person = await requireByEmail(tx, email);
      if (role !== 'learner') {
        const { raw } = await tx
          .createQueryBuilder()
          .insert()
          .into(RoleGrant)
          .values({ personId: person.id, role, createdAt: this.clock.now() })
          .orIgnore()
          .returning('id')
          .execute();
        if ((raw as unknown[]).length) await this.record(tx, by, person.id, role, 'granted');
      }
      return personView(tx, person);
    });
  }

  async revoke(by: Grantor, { email, role }: ChangeRole): Promise<PersonView> {
    if (role === 'learner') {
      const message = 'Everybody is a learner. This role cannot be revoked.';
      throw new Problem('invalid-request', message, { issues: [{ path: 'role', message }] });
    }
    return this.db.transaction(async (tx) => {
      await this.holdGrantor(tx, by);
      const person = await requireByEmail(tx, email);
      if (role === 'steward') await this.keepOneSteward(tx, person.id);
      const { affected } = await tx.delete(RoleGrant, { personId: person.id, role });
      if (affected) await this.record(tx, by, person.id, role, 'revoked');
      return personView(tx, person);
    });
  }

  /**
   * Refuses what would leave nobody in charge. Locks the grants, so that two stewards who remove each other at the
   * same moment do not both succeed.
   */
  async keepOneSteward(tx: Tx, leavingId: string): Promise<void> {
    const stewards = await this.holdStewards(tx);
    const leaves = stewards.some(({ personId }) => personId === leavingId);
    if (leaves && stewards.length === 1) throw new Problem('last-steward');
  }

  /** A steward whose role or session was taken away a moment ago gives nothing to anybody. */
  private async holdGrantor(tx: Tx, by: Grantor): Promise<void> {
    if (by.via !== 'web') return;
    const stewards = await this.holdStewards(tx);
    if (!stewards.some(({ personId }) => personId === by.who.personId))
      throw new Problem('forbidden', 'Only a steward may do this.', { needs: 'steward' });
    await holdCaller(tx, by.who);
  }

  private holdStewards(tx: Tx): Promise<RoleGrant[]> {
    return tx.find(RoleGrant, {
      where: { role: 'steward' },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** The newest changes first. */
  async changes(concerningId?: string): Promise<RoleChange[]> {
    const rows = await this.db.read.find(RoleChangeRow, {
      where: concerningId ? { personId: concerningId } : {},
      relations: { person: true, by: true },
      order: { at: 'DESC', id: 'DESC' },
      take: MOST_CHANGES,
    });
    return rows.map(({ id, at, person, role, action, via, by }) => ({
      id,
      at: at.toISOString(),
      person: person?.email ?? 'deleted',
      role,
      action,
      by: via === 'command line' ? via : (by?.email ?? 'deleted'),
    }));
  }

  private async record(
    tx: Tx,
    by: Grantor,
    personId: string,
    role: GrantedRole,
    action: 'granted' | 'revoked',
  ): Promise<void> {
    const byId = by.via === 'web' ? by.who.personId : null;
    await tx.insert(RoleChangeRow, { at: this.clock.now(), personId, role, action, via: by.via, byId });
  }
}

async function requireByEmail(tx: Tx, email: string): Promise<Person> {
  const person = await tx.findOneBy(Person, { email });
  if (!person) throw new Problem('not-found', `Nobody has signed up as ${email}.`);
  return person;
}

export async function grantedRoles(tx: Tx, personId: string): Promise<Role[]> {
  const grants = await tx.findBy(RoleGrant, { personId });
  return rolesInOrder(grants.map(({ role }) => role));
}

async function personView(tx: Tx, person: Person): Promise<PersonView> {
  return {
    id: person.id,
    email: person.email,
    emailVerified: person.emailVerifiedAt !== null,
    name: person.name,
    roles: await grantedRoles(tx, person.id),
    createdAt: person.createdAt.toISOString(),
  };
}
