import { expect, it } from 'vitest';
import { renderMarkdown } from './index.js';

it('shows raw HTML as text', () => {
  expect(renderMarkdown('<script>alert(1)</script> <b>x</b>')).not.toMatch(/<(script|b)>/);
});

it.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  '//elsewhere.example',
  'vbscript:x',
  'file:///etc/passwd',
])('makes no link of %s', (url) => {
  expect(renderMarkdown(`[text](${url})`)).not.toContain('<a');
});

it.each(['https://docs.djangoproject.com/', '/skills/forms', '#what-to-know', 'mailto:team@example.org'])(
  'links %s',
  (url) => {
    expect(renderMarkdown(`[text](${url})`)).toContain(`<a href="${url}">text</a>`);
  },
);

it('loads no images from elsewhere', () => {
  expect(renderMarkdown('![x](https://example.org/pixel.png)')).not.toContain('<img');
});

it('gives headings ids that can be linked to, each its own', () => {
  const html = renderMarkdown('## What to know\n\n## What to know\n\n## Straße & `code`\n');
  expect([...html.matchAll(/<h2 id="([^"]+)">/g)].map((match) => match[1])).toEqual([
    'what-to-know',
    'what-to-know-2',
    'stra-e-code',
  ]);
});

it('lets the keyboard reach code that scrolls', () => {
  expect(renderMarkdown('```\nx\n```\n\n    y\n').match(/<pre tabindex="0">/g)).toHaveLength(2);
});

it('marks the language of code and renders tables', () => {
  expect(renderMarkdown('```python run\nx = 1 < 2\n```')).toContain(
    '<code class="language-python">x = 1 &lt; 2',
  );
  expect(renderMarkdown('| a | b |\n| - | - |\n| 1 | 2 |')).toContain('<table tabindex="0">');
});
