import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { jsonSchemas } from './index.js';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../schemas');

it('has the JSON Schemas that the code says; renew them with `npm run content -- schemas`', async () => {
  expect((await readdir(folder)).sort()).toEqual([...jsonSchemas().keys()].sort());
  for (const [name, text] of jsonSchemas())
    expect([name, await readFile(join(folder, name), 'utf8')]).toEqual([name, text]);
});

it('describes every key', () => {
  const silent: string[] = [];
  const visit = (at: string, node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'properties') {
        for (const [name, property] of Object.entries(value as Record<string, { description?: string }>)) {
          if (!property.description) silent.push(`${at}.${name}`);
        }
      }
      visit(`${at}.${key}`, value);
    }
  };
  for (const [name, text] of jsonSchemas()) visit(name, JSON.parse(text));
  expect(silent).toEqual([]);
});
