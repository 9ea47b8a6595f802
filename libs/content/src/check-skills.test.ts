import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ContentCopy, copyOfSmallContent } from '../../../test/content.js';
import { plannedSkills } from './index.js';

let content: ContentCopy;
beforeEach(async () => {
  content = await copyOfSmallContent();
});
afterEach(() => content.remove());

describe('content without faults', () => {
  it('has no finding', async () => {
    expect(await content.findings()).toEqual([]);
  });

  it('counts a skill whose exercise is not written as planned, not as an error', async () => {
    expect(plannedSkills(await content.read())).toEqual(['sessions', 'views']);
  });
});

const areas = 'skills/areas.yaml';
const requests = 'skills/web/requests.md';
const views = 'skills/web/views.md';
const sessions = 'skills/web/sessions.md';
const path = 'skills/paths/first-steps.yaml';

interface Planted {
  fault: string;
  in: string;
  old: string | RegExp;
  by: string;
  /** rule, line, and the file when it is another one */
  found: [rule: string, line: number, file?: string];
}

const planted: Planted[] = [
  { fault: 'an unknown key', in: views, old: 'hours: 2', by: 'hours: 2\nlove: 3', found: ['shape', 9] },
  { fault: 'a value of the wrong type', in: views, old: 'hours: 2', by: 'hours: two', found: ['shape', 8] },
  { fault: 'a link without https', in: views, old: 'https://www', by: 'http://www', found: ['shape', 16] },
  { fault: 'broken YAML', in: views, old: 'needs: [requests]', by: 'needs: [requests', found: ['yaml', 10] },
  { fault: 'an alias', in: views, old: /know: .*/, by: 'know: &k [a1, b1, c1]\nx: *k', found: ['yaml', 2] },
  { fault: 'no front matter', in: views, old: '---\n', by: '', found: ['front-matter', 1] },
  { fault: 'a slug unlike the file', in: views, old: 'slug: views', by: 'slug: sights', found: ['slug', 2] },
  { fault: 'an area unlike the folder', in: views, old: 'area: web', by: 'area: net', found: ['area', 4] },
  {
    fault: 'an area without skills',
    in: areas,
    old: /$/,
    by: '- slug: empty\n  title: Empty\n  order: 2\n',
    found: ['area', 1],
  },
  {
    fault: 'an unknown prerequisite',
    in: views,
    old: '[requests]',
    by: '[ghosts]',
    found: ['unknown-skill', 9],
  },
  { fault: 'a circle', in: requests, old: 'needs: []', by: 'needs: [sessions]', found: ['graph-cycle', 9] },
  {
    fault: 'an implied prerequisite',
    in: sessions,
    old: '[views]',
    by: '[views, requests]',
    found: ['graph-implied', 9],
  },
  {
    fault: 'a prerequisite of a higher level',
    in: requests,
    old: 'level: foundation',
    by: 'level: mid',
    found: ['level', 9, views],
  },
  {
    fault: 'a prerequisite that matters less',
    in: requests,
    old: 'e: core',
    by: 'e: optional',
    found: ['importance', 9, views],
  },
  {
    fault: 'a missing section',
    in: views,
    old: '## Often misunderstood',
    by: '## Myths',
    found: ['sections', 20],
  },
  {
    fault: 'a text of keywords',
    in: views,
    old: /A browser[^#]*500 a fault/,
    by: 'A fault',
    found: ['words', 20],
  },
  { fault: 'an unkind word', in: views, old: '1. Open', by: '1. Simply open', found: ['style', 34] },
  {
    fault: 'an exercise that does not name the skill',
    in: sessions,
    old: '[not-written-yet]',
    by: '[greeting]',
    found: ['assess', 17],
  },
  { fault: 'a path that is not closed', in: path, old: '  - requests\n', by: '', found: ['path-closed', 5] },
  {
    fault: 'a path with an unknown skill',
    in: path,
    old: '- views',
    by: '- ghosts',
    found: ['unknown-skill', 6],
  },
  {
    fault: 'an elective whose prerequisite is nowhere on the path',
    in: path,
    old: '  - views\n',
    by: '',
    found: ['path-closed', 9],
  },
  {
    fault: 'an elective that is required',
    in: path,
    old: '- sessions',
    by: '- views',
    found: ['path-twice', 10],
  },
  {
    fault: 'an unknown path',
    in: path,
    old: 'skills:',
    by: 'includes: nowhere\nskills:',
    found: ['unknown-path', 4],
  },
  {
    fault: 'a path that includes itself',
    in: path,
    old: 'skills:',
    by: 'includes: first-steps\nskills:',
    found: ['unknown-path', 4],
  },
  { fault: 'too many electives', in: path, old: 'count: 1', by: 'count: 2', found: ['electives', 8] },
];

describe('a fault of shape', () => {
  it.each([
    ['hours: 2\n', '', '`hours`: This key is missing.'],
    ['hours: 2', 'hours: 99', '`hours`: 40 is the most.'],
    ['level: foundation', 'level: expert', '`level`: Choose one of: foundation, junior, mid.'],
    ['assess: [', 'asses: [', 'There is no key `asses` here.'],
    [/can:\n( {2}- .*\n){3}/, 'can: []\n', '`can`: List at least 3.'],
    ['title: Views', 'title: V', '`title`: Write at least 3 characters.'],
  ])('%s is told in words of an author', async (old, by, sentence) => {
    await content.replace(views, old, by);
    expect((await content.findings()).map((one) => one.sentence)).toContain(sentence);
  });
});

describe('a planted fault', () => {
  it.each(planted)('$fault is found', async ({ in: file, old, by, found: [rule, line, elsewhere] }) => {
    await content.replace(file, old, by);
    const found = await content.findings();
    expect(found.map((one) => [one.rule, one.line, one.file])).toContainEqual([
      rule,
      line,
      elsewhere ?? file,
    ]);
    for (const { sentence } of found) expect(sentence).toMatch(/^[A-Z`].*[.!?]$/s);
  });

  it('a file that has no place is found', async () => {
    await content.put('skills/notes.txt', 'x');
    expect((await content.findings()).map(({ rule, file }) => [rule, file])).toEqual([
      ['unknown-file', 'skills/notes.txt'],
    ]);
  });
});
