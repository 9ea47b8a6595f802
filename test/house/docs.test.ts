import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn, root, textOf } from './sources.js';

const { map } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  map: Record<'doors' | 'libs' | 'rooms', Record<string, string[]>>;
};

/** The first two columns of the table whose head begins with this word. */
function table(page: string, head: string): Record<string, string[]> {
  const lines = textOf(page).split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${head} |`));
  const rows: Record<string, string[]> = {};
  for (const line of lines.slice(start + 2)) {
    if (!line.startsWith('|')) break;
    const [, name, allowed] = line.split('|').map((cell) => cell.trim());
    rows[name!] = allowed === 'nothing' ? [] : allowed!.split(', ');
  }
  return rows;
}

describe('the pages', () => {
  it('show the map that the import rules enforce', () => {
    expect(table('ARCHITECTURE.md', 'Door')).toEqual(map.doors);
    expect(table('ARCHITECTURE.md', 'Lib')).toEqual(map.libs);
    expect(table('ARCHITECTURE.md', 'Room of learning')).toEqual(map.rooms);
  });

  it('name only files that exist', () => {
    const pages = [
      'README.md',
      'ARCHITECTURE.md',
      'CONTRIBUTING.md',
      'SECURITY.md',
      ...filesIn('docs', /\.md$/),
    ];
    const missing = pages.flatMap((page) => {
      const links = [...textOf(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)].map(([, link]) =>
        path.join(path.dirname(page), link!),
      );
      const named = [
        ...textOf(page).matchAll(
          /`((?:apps|libs|test|scripts|migrations|exercises|skills|docs)\/[\w./-]+)`/g,
        ),
      ].map(([, name]) => name!);
      return [...links, ...named]
        .filter((name) => !existsSync(path.join(root, decodeURI(name))))
        .map((name) => `${page}: ${name}`);
    });
    expect(missing).toEqual([]);
  });

  it('explain every command of package.json', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    const text = textOf('README.md') + textOf('CONTRIBUTING.md');
    const silent = Object.keys(scripts).filter(
      (name) => !['start', 'test'].includes(name) && !text.includes(`npm run ${name}`),
    );
    expect(silent).toEqual([]);
  });

  it('number the decisions without gaps in meaning: each has a date and a status', () => {
    const records = filesIn('docs/decisions', /\.md$/);
    expect(records.length).toBeGreaterThan(5);
    expect(records.filter((file) => !/Date: \d{4}-\d\d-\d\d\. Status: \w+/.test(textOf(file)))).toEqual([]);
  });
});
