import { expect, it } from 'vitest';
import { SkillSet } from './skill-set.js';

it('holds what was added, at the edges of its words too', () => {
  const members = [0, 1, 30, 31, 32, 33, 63, 64, 95, 96, 199];
  const set = new SkillSet(200, members);
  expect([...set]).toEqual(members);
  expect(set.size).toBe(members.length);
  for (let skill = 0; skill < 200; skill += 1) expect(set.has(skill)).toBe(members.includes(skill));
});

it('adds another set to itself', () => {
  expect([...new SkillSet(74, [3, 31, 63]).addAll(new SkillSet(74, [3, 32, 73]))]).toEqual([3, 31, 32, 63, 73]);
  expect([...new SkillSet(74)]).toEqual([]);
});

it('weighs its members', () => {
  const worth = Array.from({ length: 74 }, (_, skill) => skill);
  expect(new SkillSet(74, [1, 31, 32, 73]).weigh(worth)).toBe(1 + 31 + 32 + 73);
});
