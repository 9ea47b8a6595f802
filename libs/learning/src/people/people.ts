import { Inject, Injectable } from '@nestjs/common';
import { Brackets, In } from 'typeorm';
import { sendMail, type Me, type PersonList, type SignUp, type UpdateProfile } from '#contract';
import { Clock, CONFIG, Db, Outbox, Problem, violates, type Who } from '#platform';
import { holdCaller } from './caller.js';
import { hashPassword } from './password-hash.js';
import { Person, RoleGrant } from './people.tables.js';
import { rolesInOrder } from './role-order.js';
import { grantedRoles } from './roles.js';
import { Sessions, type Device, type OpenedSession } from './sessions.js';
import { peopleSettings } from './settings.js';
import { perAddress, perSubject, Throttles } from './throttles.js';

const PAGE = 50;

/** People and their profiles. How they prove who they are is in account.ts, sessions.ts and tokens.ts. */
@Injectable()
export class People {
  private readonly signUpsPerHour: number;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly sessions: Sessions,
    private readonly throttles: Throttles,
    @Inject(CONFIG) config: object,
  ) {
    this.signUpsPerHour = peopleSettings.parse(config).SIGN_UPS_PER_HOUR;
  }

  /**
   * A new account, signed in at once. For that the answer has to say when an address is taken, so an address can be
   * probed here; the limit makes that slow, and the owner of the address is told by mail. Both ways take the same time.
   */
  async signUp({ email, name, password }: SignUp, device: Device): Promise<OpenedSession & { me: Me }> {
    await this.throttles.take(perAddress('sign-up', device.address, this.signUpsPerHour, 60));
    const passwordHash = await hashPassword(password);
    try {
      return await this.db.transaction(async (tx) => {
        const person = await tx.save(Person, {
          email,
          name,
          passwordHash,
          emailVerifiedAt: null,
          path: null,
          electives: [],
          createdAt: this.clock.now(),
        });
        await this.outbox.add(tx, sendMail, { to: email, template: 'verify-email' });
        const session = await this.sessions.open(tx, person.id, device);
        return { ...session, me: meOf(person, rolesInOrder([])) };
      });
    } catch (error) {
      if (!violates(error, 'people_email_key')) throw error;
      await this.tellOwner(email);
      throw new Problem(
        'email-unavailable',
        'An account with this e-mail exists. Sign in or reset the password.',
      );
    }
  }

  async require(id: string): Promise<Me> {
    const person = await this.db.read.findOneBy(Person, { id });
    if (!person) throw new Problem('not-found');
    return meOf(person, await grantedRoles(this.db.read, id));
  }

  async updateProfile(who: Who, changes: UpdateProfile): Promise<Me> {
    if (changes.electives) changes.electives = [...new Set(changes.electives)];
    if (Object.values(changes).some((value) => value !== undefined))
      await this.db.transaction(async (tx) => {
        await holdCaller(tx, who);
        await tx.update(Person, { id: who.personId }, changes);
      });
    return this.require(who.personId);
  }

  /** In the order of their e-mails; `after` is the last one of the page before. */
  async list(query = '', after = ''): Promise<PersonList> {
    const builder = this.db.read
      .createQueryBuilder(Person, 'p')
      .where('p.email > :after', { after })
      .orderBy('p.email')
      .limit(PAGE + 1);
    if (query) {
      const like = `%${query.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
      builder.andWhere(
        new Brackets((either) => either.where('p.email ILIKE :like', { like }).orWhere('p.name ILIKE :like')),
      );
    }
    const found = await builder.getMany();
    const page = found.slice(0, PAGE);
    const roles = await this.rolesOf(page.map(({ id }) => id));
    return {
      items: page.map(({ id, email, emailVerifiedAt, name, createdAt }) => ({
        id,
        email,
        emailVerified: emailVerifiedAt !== null,
        name,
        roles: rolesInOrder(roles.get(id) ?? []),
        createdAt: createdAt.toISOString(),
      })),
      next: found.length > PAGE ? (page.at(-1)?.email ?? null) : null,
    };
  }

  private async rolesOf(ids: string[]): Promise<Map<string, string[]>> {
    const roles = new Map<string, string[]>();
    for (const { personId, role } of await this.db.read.findBy(RoleGrant, { personId: In(ids) }))
      roles.set(personId, [...(roles.get(personId) ?? []), role]);
    return roles;
  }

  /** Once a day is enough to say so; more would let a stranger fill somebody's mailbox. */
  private async tellOwner(email: string): Promise<void> {
    if (!(await this.throttles.takes(perSubject('already-registered', email, 1, 24 * 60)))) return;
    await this.db.transaction((tx) =>
      this.outbox.add(tx, sendMail, { to: email, template: 'already-registered' }),
    );
  }
}

function meOf(person: Person, roles: Me['roles']): Me {
  return {
    id: person.id,
    email: person.email,
    name: person.name,
    roles,
    emailVerified: person.emailVerifiedAt !== null,
    path: person.path,
    electives: person.electives,
    django: person.django,
    createdAt: person.createdAt.toISOString(),
  };
}
