import { describe, expect, it } from 'vitest';
import { embedJson } from './document.js';

describe('data embedded in a page', () => {
  it('cannot close its element, open a comment or end a line', () => {
    const value = { name: '</script><script>alert(1)</script><!--', line: 'a\u2028b\u2029c', amp: '&lt;' };
    const text = embedJson(value);
    expect(text).not.toMatch(/[<>&\u2028\u2029]/);
    expect(JSON.parse(text)).toEqual(value);
  });
});
