import { expect, it } from 'vitest';
import { atMost, inLine } from './in-line.js';

it('says who is before you and how long it takes', () => {
  expect(inLine({ place: 3, estimate: { seconds: 4, most: 6 } })).toBe('2 before you, about 4 s');
  expect(inLine({ place: 1, estimate: { seconds: 1, most: 2 } })).toBe('Next in line, about 1 s');
  expect(inLine({ place: 90, estimate: { seconds: 150, most: 600 } })).toBe('89 before you, about 3 min');
});

it('promises no time when none is known', () => {
  expect(inLine({ place: 2, estimate: null })).toBe('1 before you');
  expect(inLine({ place: null, estimate: null })).toBe('Next in line');
});

it('speaks of the slow case only where it matters', () => {
  expect(atMost({ seconds: 4, most: 6 })).toBe('');
  expect(atMost({ seconds: 1, most: 3 })).toBe('');
  expect(atMost({ seconds: 5, most: 30 })).toBe('It can take 30 s when others are slow. ');
});
