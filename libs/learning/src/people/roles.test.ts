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

describe('roles', () => {
  const shell = { via: 'command line' } as const;

  it('are granted once, each change with who made it', async () => {
    const steward = await rooms.aLearner();
    const mentor = await rooms.aLearner();
    await rooms.roles.grant(shell, { email: steward.email, role: 'steward' });
    const by = { via: 'web', who: steward.who } as const;
    await rooms.roles.grant(by, { email: mentor.email, role: 'mentor' });
    const again = await rooms.roles.grant(by, { email: mentor.email, role: 'mentor' });
    expect(again.roles).toEqual(['learner', 'mentor']);
    rooms.clock.advance(MINUTE);
    await rooms.roles.revoke(by, { email: mentor.email, role: 'mentor' });
    await rooms.roles.revoke(by, { email: mentor.email, role: 'mentor' });
    const changes = await rooms.roles.changes(mentor.id);
    expect(changes.map(({ action, person, role, by: whose }) => [action, person, role, whose])).toEqual([
      ['revoked', mentor.email, 'mentor', steward.email],
      ['granted', mentor.email, 'mentor', steward.email],
    ]);
    await expect(rooms.roles.grant(shell, { email: 'nobody@example.org', role: 'author' })).rejects.toEqual(
      problem('not-found'),
    );
    await expect(rooms.roles.revoke(shell, { email: mentor.email, role: 'learner' })).rejects.toEqual(
      problem('invalid-request'),
    );
    await rooms.roles.grant(shell, { email: mentor.email, role: 'steward' });
    await rooms.roles.revoke(by, { email: steward.email, role: 'steward' });
  });

  it('leave one steward, also when two remove each other at once', async () => {
    const both = [await rooms.aLearner(), await rooms.aLearner()];
    for (const { email } of both) await rooms.roles.grant(shell, { email, role: 'steward' });
    // Whoever was steward before this test leaves first.
    for (const person of (await rooms.people.list('learner-')).items)
      if (person.roles.includes('steward') && !both.some(({ id }) => id === person.id))
        await rooms.roles.revoke(shell, { email: person.email, role: 'steward' });
    // Open connections first, or one is done before the other has begun.
    await Promise.all(both.map(() => rooms.query('SELECT pg_sleep(0.05)')));
    let answers: PromiseSettledResult<unknown>[] = [];
    for (let round = 0; round < 10; round++) {
      for (const { email } of both) await rooms.roles.grant(shell, { email, role: 'steward' });
      answers = await Promise.allSettled(
        both.map(({ email }) => rooms.roles.revoke(shell, { email, role: 'steward' })),
      );
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
    const left = answers[0]?.status === 'rejected' ? both[0]! : both[1]!;
    await expect(rooms.account.delete(left.who, password)).rejects.toEqual(problem('last-steward'));
  });

  it('are found by a part of an e-mail or a name, page by page', async () => {
    for (let i = 0; i < 52; i++) {
      const address = `198.51.100.${i + 100}`;
      const body = { email: `page_${String(i).padStart(2, '0')}@example.org`, name: 'Page', password };
      await rooms.people.signUp(body, { ...device, address });
    }
    const first = await rooms.people.list('page_');
    expect([first.items.length, first.next]).toEqual([50, 'page_49@example.org']);
    const second = await rooms.people.list('page_', first.next!);
    expect([second.items.length, second.next]).toEqual([2, null]);
    // An underscore is a letter here, not a wild card.
    expect((await rooms.people.list('page-')).items).toEqual([]);
  });
});
