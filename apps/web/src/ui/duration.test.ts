import { expect, it } from 'vitest';
import { duration } from './duration.js';

it('is exact where it is short and round where it is long', () => {
  expect([0, 0.04, 0.26, 3, 9.96, 42, 89, 91, 3_000, 7_300].map(duration)).toEqual([
    '0 s',
    '0 s',
    '0.3 s',
    '3 s',
    '10 s',
    '42 s',
    '89 s',
    '2 min',
    '50 min',
    '2 h',
  ]);
});
