import { describe, expect, it } from 'vitest';
import { relative } from './time.js';

const now = Date.parse('2026-03-10T12:00:00Z');

describe('relative time', () => {
  it.each([
    ['2026-03-10T11:59:30Z', 'a moment ago'],
    ['2026-03-10T11:58:00Z', '2 minutes ago'],
    ['2026-03-09T12:00:00Z', 'yesterday'],
    ['2026-03-24T12:00:00Z', 'in 2 weeks'],
    ['2024-03-10T12:00:00Z', '2 years ago'],
  ])('%s is %s', (instant, words) => {
    expect(relative(instant, now)).toBe(words);
  });
});
