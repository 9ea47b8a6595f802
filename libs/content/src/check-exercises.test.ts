import { cp, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ContentCopy, copyOfSmallContent } from '../../../test/content.js';

let content: ContentCopy;
beforeEach(async () => {
  content = await copyOfSmallContent();
});
afterEach(() => content.remove());

const dir = 'exercises/greeting';
const front = `${dir}/exercise.md`;
const checks = `${dir}/checks/checks.yaml`;
const python = `${dir}/checks/test_checks.py`;
const hints = `${dir}/hints.md`;

interface Edit {
  fault: string;
  in: string;
  old: string | RegExp;
  by: string;
  found: [rule: string, line: number, file?: string];
}

const edits: Edit[] = [
  {
    fault: 'a slug unlike the folder',
    in: front,
    old: 'slug: greeting',
    by: 'slug: welcome',
    found: ['slug', 2],
  },
  {
    fault: 'an unknown skill',
    in: front,
    old: '[requests, views]',
    by: '[requests, ghosts]',
    found: ['unknown-skill', 5],
  },
  {
    fault: 'a skill that does not list the exercise',
    in: 'skills/web/requests.md',
    old: 'assess: [greeting]',
    by: 'assess: [not-written-yet]',
    found: ['assess', 5, front],
  },
  {
    fault: 'two wrong solutions',
    in: front,
    old: /( {2}- .*\n){3}(?=authors)/,
    by: '',
    found: ['shape', 14],
  },
  {
    fault: 'an unknown check in starter_fails',
    in: front,
    old: 'fails: greets_by_name',
    by: 'fails: greets',
    found: ['unknown-check', 11],
  },
  {
    fault: 'an unknown check in wrong',
    in: front,
    old: 'fails: escapes_markup',
    by: 'fails: x',
    found: ['unknown-check', 14],
  },
  {
    fault: 'an overlay that is not listed',
    in: front,
    old: /.*no-escape.*\n/,
    by: '',
    found: ['overlay', 1, `${dir}/wrong/no-escape`],
  },
  {
    fault: 'a listed overlay without files',
    in: front,
    old: '[format-method]',
    by: '[other]',
    found: ['overlay', 1, `${dir}/accepted/other`],
  },
  {
    fault: 'an editable file that nobody has',
    in: front,
    old: 'views.py]',
    by: 'views.py, a.py]',
    found: ['edit', 9],
  },
  {
    fault: 'an editable path that climbs out',
    in: front,
    old: '[hello/',
    by: '[../hello/',
    found: ['shape', 9],
  },
  {
    fault: 'line ends of another system',
    in: hints,
    old: '## hint-1\n',
    by: '## hint-1\r\n',
    found: ['text', 1],
  },
  {
    fault: 'a check that needs a later one',
    in: checks,
    old: 'needs: [page_loads]',
    by: 'needs: [escapes_markup]',
    found: ['check-needs', 9],
  },
  { fault: 'a hint that is not there', in: checks, old: 'see: hint-1', by: 'see: hint-9', found: ['see', 6] },
  {
    fault: 'a check named twice',
    in: checks,
    old: 'id: greets_the_stranger',
    by: 'id: page_loads',
    found: ['check-twice', 14],
  },
  {
    fault: 'a check without code',
    in: python,
    old: 'def test_escapes_markup',
    by: 'def test_other',
    found: ['check-code', 20, checks],
  },
  {
    fault: 'code without a check',
    in: python,
    old: 'def test_escapes_markup',
    by: 'def test_other',
    found: ['check-code', 23],
  },
  {
    fault: 'a placeholder that this check never fills',
    in: checks,
    old: 'the word "stranger"',
    by: 'the word "{name}"',
    found: ['placeholder', 17],
  },
  {
    fault: 'a message that names a hidden check',
    in: checks,
    old: 'Text from',
    by: 'See greets_by_name. Text from',
    found: ['Q6', 23],
  },
  {
    fault: 'an unkind message',
    in: checks,
    old: 'Read it from',
    by: 'Just read it from',
    found: ['style', 10],
  },
  {
    fault: 'a message that is too short',
    in: checks,
    old: /GET[^-]*address\./,
    by: 'Wrong.',
    found: ['shape', 3],
  },
  {
    fault: 'a hint that stands there twice',
    in: hints,
    old: '## hint-2',
    by: '## hint-1',
    found: ['hint-twice', 4],
  },
  {
    fault: 'checks of another class',
    in: python,
    old: 'class Checks',
    by: 'class Tests',
    found: ['check-class', 1],
  },
];

describe('a planted fault', () => {
  it.each(edits)('$fault is found', async ({ in: file, old, by, found: [rule, line, elsewhere] }) => {
    await content.replace(file, old, by);
    const found = await content.findings();
    expect(found.map((one) => [one.rule, one.line, one.file])).toContainEqual([
      rule,
      line,
      elsewhere ?? file,
    ]);
    for (const { sentence } of found) expect(sentence).toMatch(/^[A-Z`].*[.!?]$/s);
  });

  const files: [fault: string, rule: string, file: string, text: string | Buffer][] = [
    ['a file that has no place', 'unknown-file', 'notes.md', 'x'],
    ['an overlay outside of edit', 'Q7', 'solution/hello/models.py', 'x = 1\n'],
    ['a large file', 'file-size', 'starter/big.py', 'x'.repeat(64_001)],
    ['a file that is not UTF-8', 'text', 'starter/latin.py', Buffer.from([0xe9, 0x0a])],
    ['a NUL character', 'text', 'starter/nul.py', 'a\nb\0'],
    ['a file name with a space', 'file-name', 'starter/my views.py', 'x = 1\n'],
  ];

  it.each(files)('%s is found', async (_, rule, file, text) => {
    await content.put(`${dir}/${file}`, text);
    expect((await content.findings()).map((one) => [one.rule, one.file])).toContainEqual([
      rule,
      `${dir}/${file}`,
    ]);
  });

  it('a symlink is found and not followed', async () => {
    await symlink('/etc/passwd', join(content.root, dir, 'starter/link.py'));
    expect((await content.findings()).map((one) => [one.rule, one.file])).toEqual([
      ['no-links', `${dir}/starter/link.py`],
    ]);
    expect(Object.keys((await content.read()).exercises[0]?.starter ?? {})).not.toContain('link.py');
  });

  it('an overlay that lost its file is found', async () => {
    await rm(join(content.root, dir, 'accepted/format-method/hello/views.py'));
    expect((await content.findings()).map(({ rule }) => rule)).toEqual(['overlay']);
  });

  it('an overlay file that equals the starter is a warning', async () => {
    await cp(
      join(content.root, dir, 'starter/hello/views.py'),
      join(content.root, dir, 'wrong/raises/hello/views.py'),
    );
    expect((await content.findings()).map(({ rule, severity }) => [rule, severity])).toEqual([
      ['overlay', 'warning'],
    ]);
  });

  it('a junior exercise without another right solution is found', async () => {
    await rm(join(content.root, dir, 'accepted'), { recursive: true });
    await content.replace(front, 'accepted: [format-method]', 'accepted: []');
    expect(await content.findings()).toEqual([]);
    await content.replace(front, 'level: foundation', 'level: junior');
    expect((await content.findings()).map(({ rule }) => rule)).toContain('Q2');
  });
});
