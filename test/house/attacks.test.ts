import { describe, expect, it } from 'vitest';
import { filesIn, textOf } from './sources.js';

const PAGE = 'docs/security/attacks.md';
const programs = () =>
  filesIn('test/attacks/programs', /\.(py|sh)$/).map((file) => file.replace(/^.*\/|\.\w+$/g, ''));
const tests = () => filesIn('test/attacks', /\.test\.ts$/);

interface Row {
  table: string;
  number: number;
  id: string;
  test: string;
}

function rows(): Row[] {
  let table = '';
  return textOf(PAGE)
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('## ')) table = line.slice(3);
      const [, number, id, test] =
        /^\| (\d+) \| .* \| `(.+)` \| `(\S+\.test\.ts)` \| .+ \|$/.exec(line) ?? [];
      return id && test ? [{ table, number: Number(number), id, test: `test/attacks/${test}` }] : [];
    });
}

describe('the table of attacks', () => {
  it('names a test for each, and nothing that is not there', () => {
    const known = new Set(programs());
    const files = new Map(tests().map((file) => [file, textOf(file)]));
    const wrong = rows().filter(({ id, test }) => {
      const text = files.get(test);
      return !text || !(known.has(id) ? runs(text, id) : text.includes(id));
    });
    expect(wrong).toEqual([]);
  });

  it('has every program, and every attack that stands in a test', () => {
    const listed = new Set(rows().map(({ id }) => id));
    const written = tests().flatMap((file) =>
      [...textOf(file).matchAll(/^ {2}'([^'\n]+)':/gm)].map(([, key]) => key!),
    );
    expect([...programs(), ...written].filter((id) => !listed.has(id))).toEqual([]);
  });

  it('counts its rows', () => {
    const counts: Record<string, number> = {};
    for (const { table, number } of rows()) {
      counts[table] = (counts[table] ?? 0) + 1;
      expect(number).toBe(counts[table]);
    }
    expect(counts).toMatchObject({ 'Programs against the machine': 48, 'Bad uploads': 20, Forgeries: 26 });
    expect(counts['Further attacks']).toBeGreaterThan(30);
  });
});

/** A test names a program, or takes all whose name begins so; those of workshops and leaks have their lists beside them. */
function runs(test: string, program: string): boolean {
  const beside = textOf('test/attacks/workshop.ts') + textOf('test/attacks/leaks.ts');
  const taken = [...test.matchAll(/programs\('([\w-]+)'\)/g)].some(([, prefix]) =>
    program.startsWith(prefix!),
  );
  return taken || test.includes(program) || beside.includes(program);
}
