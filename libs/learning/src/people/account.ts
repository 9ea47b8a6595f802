import { Injectable } from '@nestjs/common';
import { sendMail, type ChangePassword, type PersonExport, type ResetPassword } from '#contract';
import { Clock, Db, Outbox, Problem, type Tx, type Who } from '#platform';
import { holdCaller } from './caller.js';
import { Links } from './links.js';
import { hashPassword, passwordFits } from './password-hash.js';
import { ApiToken, Person, type LinkPurpose } from './people.tables.js';
import { People } from './people.js';
import { Roles } from './roles.js';
import { Sessions, type Device, type OpenedSession, type Proof } from './sessions.js';
import { networkOf, perAddress, perSubject, Throttles } from './throttles.js';
import { Tokens } from './tokens.js';

/** How a person proves who they are, and how an account ends. */
@Injectable()
export class Account {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly people: People,
    private readonly sessions: Sessions,
    private readonly tokens: Tokens,
    private readonly roles: Roles,
    private readonly links: Links,
    private readonly throttles: Throttles,
  ) {}

  /**
   * The proof for a session, or the problem wrong-credentials, in the same time whether or not the account exists.
   * Three limits: the pair of e-mail and network stops guessing, the address stops one machine that tries many accounts, the account stops
   * many machines that try one. The last is wide, since whoever reaches it also keeps out its owner for the hour.
   */
  async authenticate(email: string, password: string, address: string | null): Promise<Proof> {
    const pair = perSubject('sign-in-pair', `${email} ${networkOf(address)}`, 10, 15);
    const wide = [perAddress('sign-in', address, 100, 15), perSubject('sign-in-account', email, 100, 60)];
    await this.throttles.take(pair, ...wide);
    const person = await this.db.read.findOneBy(Person, { email });
    if (!(await passwordFits(password, person?.passwordHash)) || !person)
      throw new Problem('wrong-credentials');
    await this.throttles.giveBack(...wide);
    await this.throttles.clear(pair);
    return { personId: person.id, passwordHash: person.passwordHash };
  }

  /** Ends every session, also the one that asks, and answers with a new one for it. */
  async changePassword(who: Who, change: ChangePassword, device: Device): Promise<OpenedSession> {
    const { personId } = who;
    const { email } = await this.proveAgain(personId, change.current);
    const passwordHash = await hashPassword(change.password);
    return this.db.transaction(async (tx) => {
      await holdCaller(tx, who);
      await tx.update(Person, { id: personId }, { passwordHash });
      await this.links.forget(tx, personId, 'reset-password');
      await this.sessions.endAll(tx, personId);
      await this.outbox.add(tx, sendMail, { to: email, template: 'password-changed' });
      return this.sessions.open(tx, personId, device);
    });
  }

  /** Sends a new link to whoever has not followed one yet. */
  async requestVerification(who: Who): Promise<void> {
    const { personId } = who;
    const { email, emailVerified } = await this.people.require(personId);
    if (emailVerified) return;
    await this.throttles.take(perSubject('verify-email', personId, 5, 60));
    await this.db.transaction(async (tx) => {
      await holdCaller(tx, who);
      await this.outbox.add(tx, sendMail, { to: email, template: 'verify-email' });
    });
  }

  async verifyEmail(secret: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const id = await this.links.use(tx, 'verify-email', secret);
      await tx.update(Person, { id }, { emailVerifiedAt: this.clock.now() });
    });
  }

  /**
   * Does the same whether or not the account exists; the worker finds out, where nobody measures the time. What is too
   * much for one mailbox is dropped without a word: the letter that was sent works, and a refusal would let a stranger
   * who asks first keep the owner out. For the same reason a network has a share of what a mailbox gets.
   */
  async requestReset(email: string, address: string | null): Promise<void> {
    await this.throttles.take(perAddress('reset', address, 30, 60));
    const pair = perSubject('reset-pair', `${email} ${networkOf(address)}`, 3, 60);
    if (!(await this.throttles.takes(pair, perSubject('reset-account', email, 12, 60)))) return;
    await this.db.transaction((tx) =>
      this.outbox.add(tx, sendMail, { to: email, template: 'reset-password' }),
    );
  }

  /**
   * The link proves the mailbox, so the e-mail counts as verified. Sessions and tokens end: whoever set the password
   * before may have been somebody else.
   */
  async reset({ token, password }: ResetPassword): Promise<void> {
    const passwordHash = await hashPassword(password);
    await this.db.transaction(async (tx) => {
      const id = await this.links.use(tx, 'reset-password', token);
      const person = await tx.findOneByOrFail(Person, { id });
      const emailVerifiedAt = person.emailVerifiedAt ?? this.clock.now();
      await tx.update(Person, { id }, { passwordHash, emailVerifiedAt });
      await this.links.forget(tx, id, 'verify-email');
      await this.sessions.endAll(tx, id);
      await tx.delete(ApiToken, { personId: id });
      await this.outbox.add(tx, sendMail, { to: person.email, template: 'password-changed' });
    });
  }

  /**
   * The secret for a link in a mail that is about to be sent; none if nobody has this e-mail or has followed the link
   * already. Made at the last moment, so that it is never stored, not even in the queue. The name is for greeting and
   * comes only with a verified e-mail: else a stranger could sign up with somebody's address and write to them in it.
   */
  makeLink(email: string, purpose: LinkPurpose): Promise<{ name?: string; secret: string } | undefined> {
    return this.db.transaction(async (tx) => {
      const person = await tx.findOneBy(Person, { email });
      if (!person || (purpose === 'verify-email' && person.emailVerifiedAt)) return undefined;
      const secret = await this.links.make(tx, person.id, purpose);
      return person.emailVerifiedAt ? { name: person.name, secret } : { secret };
    });
  }

  /** What this room knows of a person, secrets left out. */
  async export(personId: string): Promise<PersonExport> {
    return {
      profile: await this.people.require(personId),
      sessions: await this.sessions.list(personId, undefined),
      tokens: await this.tokens.list(personId),
      roleChanges: await this.roles.changes(personId),
    };
  }

  /** Removes the person for good; what becomes of each table is in docs/decisions/0011. `before` runs in the same transaction. */
  async delete(who: Who, password: string, before?: (tx: Tx) => Promise<void>): Promise<void> {
    const { personId } = who;
    await this.proveAgain(personId, password);
    await this.db.transaction(async (tx) => {
      await this.roles.keepOneSteward(tx, personId);
      await holdCaller(tx, who);
      await before?.(tx);
      await tx.delete(Person, { id: personId });
    });
  }

  /** A session may have been left open on somebody else's screen, so what cannot be undone asks for the password. */
  private async proveAgain(personId: string, password: string): Promise<Person> {
    const limit = perSubject('prove-again', personId, 10, 15);
    await this.throttles.take(limit);
    const person = await this.db.read.findOneBy(Person, { id: personId });
    if (!(await passwordFits(password, person?.passwordHash)) || !person)
      throw new Problem(
        'wrong-password',
        'Send the password of the account as it is now. Nothing was changed.',
      );
    await this.throttles.clear(limit);
    return person;
  }
}
