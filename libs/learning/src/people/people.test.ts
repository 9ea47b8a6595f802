import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY, device, password, Rooms } from '../../../../test/people.js';

let rooms: Rooms;
beforeAll(async () => {
  rooms = await Rooms.open();
});
afterAll(() => rooms?.close());
// Each test has a day of its own, so that what one counts does not slow the next.
beforeEach(() => rooms.clock.advance(DAY));

const problem = (name: string, more: object = {}) => expect.objectContaining({ problem: name, ...more });

describe('signing up', () => {
  it('makes a learner who is signed in and has not followed the link yet', async () => {
    const { id, session } = await rooms.aLearner();
    const me = await rooms.people.require(id);
    expect(me).toMatchObject({ roles: ['learner'], emailVerified: false, path: null, django: '5.2' });
    expect(await rooms.sessions.find(session.secret)).toMatchObject({
      personId: id,
      by: { kind: 'session' },
    });
  });

  it('refuses an e-mail that is taken and tells its owner once a day', async () => {
    const { email } = await rooms.aLearner();
    const again = () => rooms.people.signUp({ email, name: 'Eve', password }, device);
    await expect(again()).rejects.toEqual(problem('email-unavailable'));
    await expect(again()).rejects.toEqual(problem('email-unavailable'));
    const mails = await rooms.query(
      `SELECT 1 FROM outbox WHERE payload->>'to' = $1 AND payload->>'template' = 'already-registered'`,
      [email],
    );
    expect(mails).toHaveLength(1);
  });

  it('gives an e-mail to one of two who ask at once', async () => {
    const body = { email: 'twice@example.org', name: 'Ada', password };
    const both = await Promise.allSettled([
      rooms.people.signUp(body, device),
      rooms.people.signUp(body, device),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('stops a machine that makes accounts by the dozen', async () => {
    const from = { ...device, address: '2001:db8:1:2:3::1' };
    const all = Array.from({ length: 61 }, (_, i) => ({
      email: `bulk-${i}@example.org`,
      name: 'Bulk',
      password,
    }));
    for (const body of all.slice(0, 60)) await rooms.people.signUp(body, from);
    // Another address of the same network counts as the same machine.
    const other = { ...device, address: '2001:db8:1:2:ffff::2' };
    await expect(rooms.people.signUp(all[60]!, other)).rejects.toEqual(problem('too-many-requests'));
    await expect(rooms.people.signUp(all[60]!, device)).resolves.toBeDefined();
  });
});
