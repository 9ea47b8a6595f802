import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tx } from '#platform';
import { device, password, Rooms } from '../../../../test/people.js';

let rooms: Rooms;
beforeAll(async () => {
  rooms = await Rooms.open();
});
afterAll(() => rooms?.close());

const problem = (name: string) => expect.objectContaining({ problem: name });
const shell = { via: 'command line' } as const;

/** Somebody waits for a lock: what was asked has passed the door and stands behind the change that is being made. */
async function untilSomebodyWaits(): Promise<void> {
  const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await rooms.query(waiting)).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Begins `asked` while another transaction holds the person, which then does `change` and commits. */
async function during<T>(id: string, change: (tx: Tx) => Promise<unknown>, asked: () => Promise<T>) {
  let answer: Promise<PromiseSettledResult<T>[]> | undefined;
  await rooms.get(DataSource).transaction(async (tx) => {
    await tx.query(`SELECT 1 FROM role_grants WHERE role = 'steward' FOR UPDATE`);
    await tx.query('SELECT 1 FROM people WHERE id = $1 FOR UPDATE', [id]);
    answer = Promise.allSettled([asked()]);
    await untilSomebodyWaits();
    await change(tx);
  });
  const [settled] = await answer!;
  return settled;
}

const refusedAs = (name: string) => ({ status: 'rejected', reason: problem(name) });

describe('what a session asked for before it ended, and which comes to its turn afterwards', () => {
  type Person = Awaited<ReturnType<Rooms['aLearner']>>;
  const endAll = (id: string) => (tx: Tx) => tx.query('DELETE FROM sessions WHERE person_id = $1', [id]);

  it.each<[string, (person: Person) => Promise<unknown>]>([
    ['makes no token', ({ who }) => rooms.tokens.create(who, { name: 'kept', scopes: ['read'], days: 365 })],
    [
      'changes no password',
      ({ who }) =>
        rooms.account.changePassword(who, { current: password, password: 'not the owner’s' }, device),
    ],
    ['changes no profile', ({ who }) => rooms.people.updateProfile(who, { name: 'Eve' })],
    ['sends no letter', ({ who }) => rooms.account.requestVerification(who)],
    ['ends no other session', ({ who, session }) => rooms.sessions.endOthers(who, session.id)],
    ['ends not one session', ({ who, session }) => rooms.sessions.end(who, session.id)],
    ['deletes no account', ({ who }) => rooms.account.delete(who, password)],
  ])('%s', async (_, ask) => {
    const person = await rooms.aLearner();
    const of = (table: string, column: string) =>
      rooms.query(`SELECT * FROM ${table} WHERE ${column} = $1`, [person.id]);
    const before = await of('people', 'id');
    expect(await during(person.id, endAll(person.id), () => ask(person))).toMatchObject(
      refusedAs('sign-in-required'),
    );
    expect(await of('people', 'id')).toEqual(before);
    expect([await of('api_tokens', 'person_id'), await of('sessions', 'person_id')]).toEqual([[], []]);
  });

  it('removes no token', async () => {
    const { id, who } = await rooms.aLearner();
    const { id: token } = await rooms.tokens.create(who, { name: 'laptop', scopes: ['read'], days: 1 });
    const ended = await during(id, endAll(id), () => rooms.tokens.revoke(who, token));
    expect(ended).toMatchObject(refusedAs('sign-in-required'));
    expect(await rooms.tokens.list(id)).toHaveLength(1);
  });

  it('gives no role, nor when the role of the steward was taken away', async () => {
    const [other, eve, mallory] = [await rooms.aLearner(), await rooms.aLearner(), await rooms.aLearner()];
    for (const { email } of [other, eve]) await rooms.roles.grant(shell, { email, role: 'steward' });
    const by = { via: 'web', who: eve.who } as const;
    const change = { email: mallory.email, role: 'steward' } as const;
    expect(await during(eve.id, endAll(eve.id), () => rooms.roles.grant(by, change))).toMatchObject(
      refusedAs('sign-in-required'),
    );
    const dismiss = (tx: Tx) => tx.query('DELETE FROM role_grants WHERE person_id = $1', [eve.id]);
    expect(await during(eve.id, dismiss, () => rooms.roles.grant(by, change))).toMatchObject(
      refusedAs('forbidden'),
    );
    expect(await rooms.roles.changes(mallory.id)).toEqual([]);
  });
});

describe('a sign-in under way with the old password', () => {
  it('opens no session after the change', async () => {
    const { id, email } = await rooms.aLearner();
    const proof = await rooms.account.authenticate(email, password, null);
    const change = (tx: Tx) => tx.query(`UPDATE people SET password_hash = 'another' WHERE id = $1`, [id]);
    expect(await during(id, change, () => rooms.sessions.start(proof, device))).toMatchObject(
      refusedAs('wrong-credentials'),
    );
  });

  it('is over when many are beside a change of the password', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { id, email, who } = await rooms.aLearner();
      const signIn = async () =>
        rooms.sessions.start(await rooms.account.authenticate(email, password, null), device);
      const change = { current: password, password: `twelve strings, ${round}` };
      const [changed] = await Promise.all([
        rooms.account.changePassword(who, change, device),
        Promise.allSettled(Array.from({ length: 9 }, signIn)),
      ]);
      const left = await rooms.sessions.list(id, changed.id);
      expect(left.map(({ current }) => current)).toEqual([true]);
    }
  });
});
