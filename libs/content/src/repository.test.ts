import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkContent, formatFinding, readContent } from './index.js';

const content = await readContent(join(import.meta.dirname, '../../..'));

it('has no error in the content of this repository', () => {
  const errors = checkContent(content).filter(({ severity }) => severity === 'error');
  expect(errors.map(formatFinding)).toEqual([]);
});

it('holds the whole skills graph with its three paths', () => {
  expect(content.skills.length).toBeGreaterThanOrEqual(74);
  expect(content.paths.map(({ slug }) => slug)).toEqual(['advanced', 'foundations', 'job-ready']);
});

it('links to the Django documentation of the standard version', () => {
  const links = content.skills.flatMap(({ learn }) => learn.map(({ url }) => url));
  const versions = links.flatMap((url) => /docs\.djangoproject\.com\/en\/([^/]+)\//.exec(url)?.[1] ?? []);
  expect([...new Set(versions)].sort()).toEqual(['5.2', '6.0']);
});
