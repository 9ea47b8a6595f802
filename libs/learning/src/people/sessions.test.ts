import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY, device, MINUTE, password, Rooms } from '../../../../test/people.js';

let rooms: Rooms;
beforeAll(async () => {
  rooms = await Rooms.open();
});
afterAll(() => rooms?.close());
// Each test has a day of its own, so that what one counts does not slow the next.
beforeEach(() => rooms.clock.advance(DAY));

const problem = (name: string, more: object = {}) => expect.objectContaining({ problem: name, ...more });

const proof = (email: string) => rooms.account.authenticate(email, password, null);

describe('sessions', () => {
  it('end when they are not used, however long they could last', async () => {
    const { session } = await rooms.aLearner();
    rooms.clock.advance(14 * DAY - MINUTE);
    expect(await rooms.sessions.find(session.secret)).toBeDefined();
    rooms.clock.advance(14 * DAY - MINUTE);
    expect(await rooms.sessions.find(session.secret)).toBeDefined();
    rooms.clock.advance(14 * DAY);
    expect(await rooms.sessions.find(session.secret)).toBeUndefined();
  });

  it('end after ninety days, however often they are used', async () => {
    const { session } = await rooms.aLearner();
    for (let day = 0; day < 89; day++) {
      rooms.clock.advance(DAY);
      expect(await rooms.sessions.find(session.secret)).toBeDefined();
    }
    rooms.clock.advance(DAY);
    expect(await rooms.sessions.find(session.secret)).toBeUndefined();
  });

  it('are listed with the current one marked, and only their owner can end them', async () => {
    const { id, session, email, who } = await rooms.aLearner();
    const stranger = await rooms.aLearner();
    const phone = await rooms.sessions.start(await proof(email), {
      userAgent: 'Phone',
      address: '192.0.2.8',
    });
    const list = await rooms.sessions.list(id, session.id);
    expect(list.map(({ id: one, current }) => [one, current])).toEqual(
      expect.arrayContaining([
        [session.id, true],
        [phone.id, false],
      ]),
    );
    await expect(rooms.sessions.end(stranger.who, phone.id)).rejects.toEqual(problem('not-found'));
    await rooms.sessions.end(who, phone.id);
    expect(await rooms.sessions.find(phone.secret)).toBeUndefined();
    expect(await rooms.sessions.find(session.secret)).toBeDefined();
  });

  it('replace the one the browser had before', async () => {
    const { email, session } = await rooms.aLearner();
    const next = await rooms.sessions.start(await proof(email), device, session.secret);
    expect(await rooms.sessions.find(session.secret)).toBeUndefined();
    expect(await rooms.sessions.find(next.secret)).toBeDefined();
  });

  it('are at most fifty', async () => {
    const { id, email } = await rooms.aLearner();
    const proved = await proof(email);
    for (let i = 0; i < 55; i++) {
      rooms.clock.advance(1000);
      await rooms.sessions.start(proved, device);
    }
    expect(await rooms.sessions.list(id, undefined)).toHaveLength(50);
  });
});
