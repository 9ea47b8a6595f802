import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closure, readContent } from '#content';
import { Db } from '#platform';
import { aGraph } from '../../../../test/graphs.js';
import { Rooms } from '../../../../test/people.js';
import { type GraphContent, Skills } from './index.js';

let rooms: Rooms;
let skills: Skills;
beforeAll(async () => {
  rooms = await Rooms.open();
  skills = rooms.get(Skills);
});
afterAll(() => rooms?.close());

const load = (content: GraphContent) => rooms.get(Db).transaction((tx) => skills.load(tx, content));
const none = new Map<string, { title: string }>();
const slugs = async () => (await skills.list(none)).items.map(({ slug }) => slug);

const small = aGraph({
  skills: { http: [], views: ['http'], forms: ['views'], css: [] },
  paths: { first: { skills: ['forms', 'http', 'views'] }, second: { skills: ['css'], includes: 'first' } },
});

describe('loading', () => {
  it('puts one graph in the place of another and says what changed', async () => {
    expect(await load(aGraph({ skills: { http: [], gopher: [] } }))).toMatchObject({ added: ['http', 'gopher'] });
    expect(await load(small)).toEqual({
      version: small.graph,
      changed: true,
      added: ['views', 'forms', 'css'],
      retired: ['gopher'],
    });
    expect(await slugs()).toEqual(['http', 'views', 'forms', 'css']);
  });

  it('keeps a skill that has left the content, as retired, and takes it back', async () => {
    await load(aGraph({ skills: { http: [], gopher: ['http'] } }));
    await load(small);
    expect(await rooms.query(`SELECT slug FROM skills WHERE retired_at IS NOT NULL`)).toEqual([{ slug: 'gopher' }]);
    await expect(skills.view('gopher', none)).rejects.toMatchObject({ problem: 'unknown-skill' });
    await load(aGraph({ skills: { http: [], gopher: [] } }));
    await expect(skills.view('gopher', none)).resolves.toMatchObject({ slug: 'gopher' });
    await load(small);
  });

  it('retires everything when nothing is left', async () => {
    await load(small);
    await load(aGraph({ skills: {} }));
    expect(await skills.list(none)).toMatchObject({ areas: [], items: [] });
    expect(await skills.paths()).toEqual({ items: [] });
    await load(small);
  });

  it('does nothing for the version in force', async () => {
    await load(small);
    const loads = () => rooms.query('SELECT count(*) FROM graph_loads');
    const before = await loads();
    expect(await load(small)).toMatchObject({ changed: false });
    expect(await loads()).toEqual(before);
  });

  it.each([
    ['a cycle', aGraph({ skills: { a: ['c'], b: ['a'], c: ['b'], d: ['c'] } }), 'need each other in a circle: a, b, c'],
    ['a skill that needs itself', aGraph({ skills: { a: ['a'] } }), 'skill_needs_itself_check'],
    ['an unknown prerequisite', aGraph({ skills: { a: ['b'] } }), 'a needs b, which is no skill'],
    ['a retired prerequisite', aGraph({ skills: { a: ['gopher'] } }), 'a needs gopher, which is no skill'],
    ['a path with an unknown skill', aGraph({ skills: { a: [] }, paths: { p: { skills: ['b'] } } }), 'names b'],
    ['a path that continues an unknown one', aGraph({ skills: { a: [] }, paths: { p: { skills: ['a'], includes: 'q' } } }), 'continues one that is missing: p'],
  ])('refuses %s and leaves the graph as it was', async (_, content, sentence) => {
    await load(aGraph({ skills: { gopher: [] } }));
    await load(small);
    const before = await skills.list(none);
    await expect(load(content)).rejects.toThrow(sentence);
    expect(await skills.list(none)).toEqual(before);
    expect(await rooms.query('SELECT count(*)::int AS n FROM skill_needs')).toEqual([{ n: 2 }]);
    expect(await skills.paths()).toMatchObject({ items: [{ slug: 'first' }, { slug: 'second' }] });
  });

  it('lets two loads at once happen one after the other', async () => {
    const [one, other] = [aGraph({ skills: { a: [], b: ['a'] } }), aGraph({ skills: { b: [], a: ['b'] } })];
    await Promise.all([load(one), load(other)]);
    expect(['a,b', 'b,a']).toContain((await slugs()).join());
    expect(await rooms.query('SELECT count(*)::int AS n FROM skill_needs')).toEqual([{ n: 1 }]);
    await load(small);
  });
});

describe('the graph', () => {
  it('lists prerequisites of a path first, those of the path it continues before its own', async () => {
    await load(small);
    expect((await skills.path('second')).skills).toEqual(['http', 'views', 'forms', 'css']);
    await expect(skills.path('third')).rejects.toMatchObject({ problem: 'unknown-path' });
  });

  it('calls a skill planned until all of its exercises are written', async () => {
    await load(aGraph({ skills: { http: [], views: ['http'] }, assess: { views: ['one', 'two'] } }));
    const status = async (...written: string[]) => {
      const view = await skills.view('views', new Map(written.map((slug) => [slug, { title: 'T' }])));
      return [view.status, ...view.assess.map(({ available }) => available)];
    };
    expect(await status()).toEqual(['planned', false, false]);
    expect(await status('two')).toEqual(['planned', false, true]);
    expect(await status('one', 'two')).toEqual(['available', true, true]);
  });

  it('has in the database, in memory and in the files the same closure, on the real content', async () => {
    const content = await readContent('.');
    await load(content);
    const needs = new Map(content.skills.map((skill) => [skill.slug, skill.needs]));
    const graph = await skills.graph();
    expect(graph.skills.length).toBeGreaterThan(70);
    for (const { slug } of content.skills) {
      const inFiles = closure(needs, slug).sort();
      expect((await skills.closure(rooms.get(Db).read, slug)).sort()).toEqual(inFiles);
      expect(graph.slugs([...graph.above[graph.at(slug)]!]).sort()).toEqual(inFiles);
      const { needsAll } = await skills.view(slug, none);
      expect(needsAll.toSorted()).toEqual(inFiles);
      expect(needsAll.slice(0, needs.get(slug)!.length).sort()).toEqual(needs.get(slug)!.toSorted());
    }
  });
});

it('a skill whose exercise waits for mentors cannot be proven yet', async () => {
  await load(small);
  const { items } = await skills.list(none);
  const { assess } = await skills.view(items[0]!.slug, none);
  const written = (waits: boolean) => new Map(assess.map(({ slug }) => [slug, { title: slug, waits }]));
  const status = async (waits: boolean) => (await skills.view(items[0]!.slug, written(waits))).status;
  expect([await status(true), await status(false)]).toEqual(['planned', 'available']);
});

describe('electives', () => {
  const refused = async (...chosen: [string | null, string[]]) =>
    (await skills.requireElectives(...chosen).catch(({ detail }: { detail: string }) => detail)) ?? 'taken';

  it('are those of the path, and no more than it asks for', async () => {
    const electives = { count: 2, from: ['css', 'html', 'js'] };
    await load(
      aGraph({
        skills: { http: [], css: [], html: [], js: [] },
        paths: { one: { skills: ['http'], electives }, two: { skills: ['css'] } },
      }),
    );
    expect(await refused('one', ['css', 'css', 'js'])).toBe('taken');
    expect(await refused('one', ['css', 'html', 'js'])).toMatch(/asks for 2 electives; 3 were sent\.$/);
    expect(await refused('one', ['http'])).toMatch(/is not an elective of the path/);
    expect(await refused('two', ['css'])).toMatch(/is not an elective of the path/);
    expect(await refused(null, ['js', 'http'])).toMatch(/is not an elective of the path/);
    expect(await refused('two', [])).toBe('taken');
    await expect(skills.requireElectives('one', ['gopher'])).rejects.toMatchObject({ problem: 'unknown-skill' });
    await load(small);
  });
});
