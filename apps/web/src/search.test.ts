import { describe, expect, it } from 'vitest';
import { back, skillsSearch, words } from './search.js';

describe('what a page takes from its address', () => {
  it('leads back to addresses of our own only', () => {
    expect(back({ back: '/exercises/first-view?submission=1' })).toEqual({
      back: '/exercises/first-view?submission=1',
    });
    for (const elsewhere of [
      '//example.org',
      '/\\example.org',
      '/\t/example.org',
      '/\n/example.org',
      'https://example.org',
      'javascript:alert(1)',
      '',
      7,
    ])
      expect(back({ back: elsewhere })).toEqual({});
  });

  it('drops unknown keys and values that are not words', () => {
    expect(words('token')({ token: 'abc', other: 'x' })).toEqual({ token: 'abc' });
    expect(words('token')({ token: ['abc'] })).toEqual({});
    expect(skillsSearch({ view: 'table', area: 'models', path: '' })).toEqual({ area: 'models' });
  });
});
