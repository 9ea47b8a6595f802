import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY, Rooms } from '../../../../test/people.js';

let rooms: Rooms;
beforeAll(async () => {
  rooms = await Rooms.open();
});
afterAll(() => rooms?.close());
// Each test has a day of its own, so that what one counts does not slow the next.
beforeEach(() => rooms.clock.advance(DAY));

const problem = (name: string, more: object = {}) => expect.objectContaining({ problem: name, ...more });

describe('tokens', () => {
  it('carry their scopes until they expire or are revoked', async () => {
    const { id, who } = await rooms.aLearner();
    const made = await rooms.tokens.create(who, {
      name: 'laptop',
      scopes: ['read', 'submit', 'read'],
      days: 2,
    });
    expect(made.token).toMatch(/^fb_[\w-]{43}$/);
    expect(made.token.endsWith(made.hint)).toBe(true);
    expect(await rooms.tokens.find(made.token)).toMatchObject({
      personId: id,
      by: { kind: 'token', scopes: ['read', 'submit'] },
    });
    expect((await rooms.tokens.list(id))[0]?.lastUsedAt).toBe(rooms.clock.now().toISOString());
    rooms.clock.advance(2 * DAY);
    expect(await rooms.tokens.find(made.token)).toBeUndefined();

    const other = await rooms.tokens.create(who, { name: 'other', scopes: ['read'], days: 2 });
    await rooms.tokens.revoke(who, other.id);
    expect(await rooms.tokens.find(other.token)).toBeUndefined();
    await expect(rooms.tokens.revoke(who, other.id)).rejects.toEqual(problem('not-found'));
  });

  it('are fifty at most, also when many are asked for at once', async () => {
    const { who } = await rooms.aLearner();
    const made = await Promise.allSettled(
      Array.from({ length: 60 }, () => rooms.tokens.create(who, { name: 'x', scopes: ['read'], days: 1 })),
    );
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(50);
  });
});
