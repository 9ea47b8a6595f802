import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY, device, HOUR, MINUTE, password, Rooms } from '../../../../test/people.js';

let rooms: Rooms;
beforeAll(async () => {
  rooms = await Rooms.open();
});
afterAll(() => rooms?.close());
// Each test has a day of its own, so that what one counts does not slow the next.
beforeEach(() => rooms.clock.advance(DAY));

const problem = (name: string, more: object = {}) => expect.objectContaining({ problem: name, ...more });

describe('signing in', () => {
  it('keeps argon2id hashes and hashes of secrets, never what was typed or sent', async () => {
    const { session, who } = await rooms.aLearner();
    const { token } = await rooms.tokens.create(who, { name: 'laptop', scopes: ['read'], days: 30 });
    const kept = (
      await Promise.all(
        ['people', 'sessions', 'api_tokens', 'outbox', 'throttles'].map((table) => rooms.rowsOf(table)),
      )
    ).join();
    expect(kept).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    for (const secret of [password, session.secret, token]) expect(kept).not.toContain(secret);
  });

  it('gives the same answer for a wrong password and for nobody', async () => {
    const { id, email } = await rooms.aLearner();
    expect(await rooms.account.authenticate(email, password, '192.0.2.1')).toMatchObject({ personId: id });
    await expect(rooms.account.authenticate(email, 'wrong', '192.0.2.1')).rejects.toEqual(
      problem('wrong-credentials'),
    );
    await expect(rooms.account.authenticate('nobody@example.org', password, '192.0.2.1')).rejects.toEqual(
      problem('wrong-credentials'),
    );
  });

  it('makes a guesser wait after ten tries, then lets the owner in', async () => {
    const { id, email } = await rooms.aLearner();
    const guess = () => rooms.account.authenticate(email, 'wrong', '198.51.100.1');
    for (let i = 0; i < 10; i++) await expect(guess()).rejects.toEqual(problem('wrong-credentials'));
    await expect(rooms.account.authenticate(email, password, '198.51.100.1')).rejects.toEqual(
      problem('too-many-requests', { headers: { 'retry-after': '900' } }),
    );
    for (let i = 0; i < 120; i++) await expect(guess()).rejects.toEqual(problem('too-many-requests'));
    // The owner, elsewhere, is not kept out.
    expect(await rooms.account.authenticate(email, password, '192.0.2.1')).toMatchObject({ personId: id });
    rooms.clock.advance(15 * MINUTE);
    expect(await rooms.account.authenticate(email, password, '198.51.100.1')).toMatchObject({ personId: id });
  });

  it('counts a whole network as one guesser, who alone keeps no owner out', async () => {
    const { id, email } = await rooms.aLearner();
    const guess = (host: number) =>
      rooms.account.authenticate(email, 'wrong', `2001:db8:7::${host.toString(16)}`);
    for (let i = 0; i < 10; i++) await expect(guess(i + 1)).rejects.toEqual(problem('wrong-credentials'));
    for (let i = 0; i < 100; i++) await expect(guess(i + 1)).rejects.toEqual(problem('too-many-requests'));
    expect(await rooms.account.authenticate(email, password, '192.0.2.1')).toMatchObject({ personId: id });
  });

  it('counts tries that arrive together', async () => {
    const { email } = await rooms.aLearner();
    const tries = Array.from({ length: 20 }, () =>
      rooms.account.authenticate(email, 'wrong', '198.51.100.2'),
    );
    const answers = await Promise.allSettled(tries);
    const names = answers.map((answer) => (answer as { reason: { problem: string } }).reason.problem);
    expect(names.filter((name) => name === 'wrong-credentials')).toHaveLength(10);
  });

  it('stops one address that tries many accounts, and does not count what succeeds', async () => {
    const { id, email } = await rooms.aLearner();
    for (let i = 0; i < 30; i++)
      expect(await rooms.account.authenticate(email, password, '198.51.100.3')).toMatchObject({
        personId: id,
      });
    const tries = Array.from({ length: 100 }, (_, i) =>
      rooms.account.authenticate(`nobody-${i}@example.org`, 'wrong', '198.51.100.3'),
    );
    await Promise.allSettled(tries);
    await expect(rooms.account.authenticate(email, password, '198.51.100.3')).rejects.toEqual(
      problem('too-many-requests'),
    );
  }, 60_000);
});

describe('links in mails', () => {
  it('verify an e-mail once', async () => {
    const { id, email } = await rooms.aLearner();
    const link = await rooms.account.makeLink(email, 'verify-email');
    await rooms.account.verifyEmail(link!.secret);
    expect((await rooms.people.require(id)).emailVerified).toBe(true);
    await expect(rooms.account.verifyEmail(link!.secret)).rejects.toEqual(problem('token-invalid'));
    expect(await rooms.account.makeLink(email, 'verify-email')).toBeUndefined();
  });

  it('reset a password once, end sessions and tokens, and count as proof of the e-mail', async () => {
    const { id, email, session, who } = await rooms.aLearner();
    const { token } = await rooms.tokens.create(who, { name: 'laptop', scopes: ['read'], days: 30 });
    const older = await rooms.account.makeLink(email, 'reset-password');
    const link = await rooms.account.makeLink(email, 'reset-password');
    await expect(rooms.account.reset({ token: older!.secret, password: 'another one' })).rejects.toEqual(
      problem('token-invalid'),
    );
    await rooms.account.reset({ token: link!.secret, password: 'a new one for the same strings' });
    await expect(rooms.account.reset({ token: link!.secret, password: 'once more' })).rejects.toEqual(
      problem('token-invalid'),
    );
    expect(await rooms.sessions.find(session.secret)).toBeUndefined();
    expect(await rooms.tokens.find(token)).toBeUndefined();
    expect((await rooms.people.require(id)).emailVerified).toBe(true);
    await expect(rooms.account.authenticate(email, password, '192.0.2.1')).rejects.toEqual(
      problem('wrong-credentials'),
    );
    expect(
      await rooms.account.authenticate(email, 'a new one for the same strings', '192.0.2.1'),
    ).toMatchObject({ personId: id });
  });

  it('expire, and one kind does not open the other', async () => {
    const { email } = await rooms.aLearner();
    const verification = await rooms.account.makeLink(email, 'verify-email');
    await expect(rooms.account.reset({ token: verification!.secret, password })).rejects.toEqual(
      problem('token-invalid'),
    );
    const reset = await rooms.account.makeLink(email, 'reset-password');
    rooms.clock.advance(HOUR);
    await expect(rooms.account.reset({ token: reset!.secret, password })).rejects.toEqual(
      problem('token-invalid'),
    );
    rooms.clock.advance(47 * HOUR);
    await expect(rooms.account.verifyEmail(verification!.secret)).rejects.toEqual(problem('token-invalid'));
  });

  it('come to the owner, however often a stranger has asked', async () => {
    const { email } = await rooms.aLearner();
    const lettersTo = () =>
      rooms.query(
        `SELECT 1 FROM outbox WHERE payload->>'to' = $1 AND payload->>'template' = 'reset-password'`,
        [email],
      );
    // More than one network may ask of one mailbox, and refused it never is.
    for (let i = 0; i < 10; i++) await rooms.account.requestReset(email, '198.51.100.9');
    expect(await lettersTo()).toHaveLength(3);
    await rooms.account.requestReset(email, '192.0.2.9');
    expect(await lettersTo()).toHaveLength(4);
    for (let i = 0; i < 20; i++) await rooms.account.requestReset(email, `198.51.100.${20 + i}`);
    expect(await lettersTo()).toHaveLength(12);
  });

  it('are asked for in the same way for nobody', async () => {
    await rooms.account.requestReset('nobody@example.org', '192.0.2.9');
    expect(await rooms.account.makeLink('nobody@example.org', 'reset-password')).toBeUndefined();
    const mails = await rooms.query(`SELECT 1 FROM outbox WHERE payload->>'to' = 'nobody@example.org'`);
    expect(mails).toHaveLength(1);
  });
});

describe('changing the password', () => {
  it('asks for the old one and ends every other session', async () => {
    const { id, email, session, who } = await rooms.aLearner();
    const phone = await rooms.sessions.start(await rooms.account.authenticate(email, password, null), device);
    const change = { current: password, password: 'twelve strings this time' };
    await expect(rooms.account.changePassword(who, { ...change, current: 'wrong' }, device)).rejects.toEqual(
      problem('wrong-password'),
    );
    const fresh = await rooms.account.changePassword(who, change, device);
    expect(
      await Promise.all([phone, session, fresh].map(({ secret }) => rooms.sessions.find(secret))),
    ).toEqual([undefined, undefined, expect.objectContaining({ personId: id })]);
    expect(await rooms.account.authenticate(email, change.password, '192.0.2.1')).toMatchObject({
      personId: id,
    });
  });
});

describe('deleting an account', () => {
  it('needs the password and leaves nothing of the person but nameless rows of the audit', async () => {
    const person = await rooms.aLearner();
    const steward = await rooms.aLearner();
    await rooms.roles.grant({ via: 'command line' }, { email: steward.email, role: 'steward' });
    rooms.clock.advance(MINUTE);
    await rooms.roles.grant({ via: 'web', who: steward.who }, { email: person.email, role: 'author' });
    await rooms.tokens.create(person.who, { name: 'laptop', scopes: ['read'], days: 30 });
    await rooms.account.makeLink(person.email, 'reset-password');
    await expect(rooms.account.delete(person.who, 'wrong')).rejects.toEqual(problem('wrong-password'));

    await rooms.account.delete(person.who, password);
    for (const table of ['people', 'role_grants', 'role_changes', 'sessions', 'api_tokens', 'one_time_links'])
      expect(`${table} ${await rooms.rowsOf(table)}`).not.toContain(person.id);
    expect((await rooms.roles.changes())[0]).toMatchObject({
      person: 'deleted',
      role: 'author',
      by: steward.email,
    });
    expect(await rooms.sessions.find(person.session.secret)).toBeUndefined();
  });

  it('keeps the account when a room above refuses', async () => {
    const { id, who } = await rooms.aLearner();
    const refuse = () => Promise.reject(new Error('not now'));
    await expect(rooms.account.delete(who, password, refuse)).rejects.toThrow('not now');
    expect(await rooms.people.require(id)).toBeDefined();
  });

  it('exports what is known before, without a secret', async () => {
    const { id, email, session, who } = await rooms.aLearner();
    const { token } = await rooms.tokens.create(who, { name: 'laptop', scopes: ['read'], days: 30 });
    const file = await rooms.account.export(id);
    expect(file).toMatchObject({
      profile: { email },
      sessions: [{ id: session.id }],
      tokens: [{ name: 'laptop' }],
    });
    for (const secret of [password, token, session.secret, '$argon2'])
      expect(JSON.stringify(file)).not.toContain(secret);
  });
});
