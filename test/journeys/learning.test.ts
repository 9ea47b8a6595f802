import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import {
  type ExerciseBundle,
  exerciseView,
  nextView,
  progressView,
  skillList,
  skillView,
  solutionsView,
} from '#contract';
import { type Content, readContent, renderMarkdown } from '#content';
import { Certificates, Exercises, Progress, Skills } from '#learning';
import { Db } from '#platform';
import { Api } from '../api.js';
import { aDatabase, type TestDatabase } from '../database.js';

let database: TestDatabase;
let api: Api;
let content: Content;
beforeAll(async () => {
  database = await aDatabase();
  api = await Api.start(database.url, { REQUESTS_PER_MINUTE: '0' });
  content = await readContent(`${import.meta.dirname}/../..`);
  await api.app.get(Db).transaction(async (tx) => {
    await api.app.get(Skills).load(tx, content);
    await api.app.get(Exercises).load(tx, content.exercises);
  });
});
afterAll(async () => {
  await api?.stop();
  await database?.drop();
});

const get = async (path: string, cookie?: string) =>
  (await api.call('get', path, cookie).expect(200)).body as unknown;
const refused = async (status: number, name: string, path: string, cookie?: string) => {
  const answer = await api.call('get', path, cookie).expect(status);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.body).toMatchObject({ type: `/problems/${name}`, status });
  return answer.body as unknown;
};

describe('what anybody may read', () => {
  it('is the whole graph, every skill and every path', async () => {
    const list = skillList.parse(await get('/skills'));
    expect(list.items).toHaveLength(content.skills.length);
    expect(list.graph).toBe(content.graph);
    for (const { slug, body } of content.skills) {
      const skill = skillView.parse(await get(`/skills/${slug}`));
      expect(skill.bodyHtml).toBe(renderMarkdown(body));
    }
    const { items } = (await get('/paths')) as { items: { slug: string; skills: string[] }[] };
    expect(items.map(({ slug }) => slug)).toEqual(['foundations', 'job-ready', 'advanced']);
    for (const { slug, skills } of items) expect(await get(`/paths/${slug}`)).toMatchObject({ slug, skills });
  });

  it('is refused by name where there is nothing', async () => {
    expect(await refused(404, 'unknown-skill', '/skills/alchemy')).toMatchObject({ skills: ['alchemy'] });
    expect(await refused(404, 'unknown-path', '/paths/nowhere')).toMatchObject({ path: 'nowhere' });
    expect(await refused(404, 'unknown-exercise', '/exercises/nothing')).toMatchObject({
      exercise: 'nothing',
    });
    await refused(422, 'invalid-request', '/skills/Not%20a%20slug');
    for (const [method, address, allowed] of [
      ['get', '/recommendations', 'POST'],
      ['delete', '/submissions', 'GET, HEAD, POST'],
      ['post', '/skills/urls-and-views', 'GET, HEAD'],
    ] as const) {
      const { status, headers, body } = await api.call(method, address);
      expect({ status, allow: headers['allow'] }).toEqual({ status: 405, allow: allowed });
      const type = '/problems/method-not-allowed';
      expect(body).toMatchObject({ type, detail: expect.stringContaining(`: ${allowed}.`) });
    }
    await refused(404, 'not-found', '/nothing-of-this-name');
    expect(await refused(401, 'sign-in-required', '/me/next')).toMatchObject({
      detail: expect.stringContaining('send a token'),
    });
    await refused(401, 'sign-in-required', '/me/progress');
    await refused(401, 'sign-in-required', `/exercises/${content.exercises[0]!.slug}/hints`);
    await refused(401, 'sign-in-required', `/exercises/${content.exercises[0]!.slug}/solutions`);
  });

  it('is not sent again to a reader who has it, until the content changes', async () => {
    const first = await api.call('get', '/skills').expect(200);
    const tag = first.headers['etag']!;
    expect(first.headers['cache-control']).toBe('public, no-cache');
    const again = () => api.call('get', '/skills').set('If-None-Match', tag);
    expect((await again().expect(304)).text).toBe('');
    await api.app.get(Db).transaction((tx) => api.app.get(Skills).load(tx, { ...content, graph: 'another' }));
    expect((await again().expect(200)).headers['etag']).not.toBe(tag);
    await api.app.get(Db).transaction((tx) => api.app.get(Skills).load(tx, content));
  });

  it('never holds a line of hidden checks, solutions, wrong solutions, messages or hints', async () => {
    const shown = publicText();
    const secrets = content.exercises.flatMap((bundle) => secretsOf(bundle, shown));
    expect(secrets.length).toBeGreaterThan(content.exercises.length * 20);
    const told: [string, string][] = [];
    for (const path of await publicReads()) told.push([path, JSON.stringify(await get(path))]);
    const learner = await api.aLearner();
    for (const { slug } of content.exercises) {
      told.push([`hints of ${slug}`, JSON.stringify(await get(`/exercises/${slug}/hints`, learner))]);
    }
    expect(told.length).toBeGreaterThan(content.skills.length + 2 * content.exercises.length);
    const leaks = told.flatMap(([path, text]) =>
      secrets
        .filter((secret) => text.includes(JSON.stringify(secret).slice(1, -1)))
        .map((secret) => [path, secret]),
    );
    expect(leaks).toEqual([]);
  });
});

/** Every public GET of the API's own description, with every value its parameter can have. */
async function publicReads(): Promise<string[]> {
  const answer = await fetch(`${api.url}/api/openapi.json`);
  const { paths } = (await answer.json()) as {
    paths: Record<string, { get?: { 'x-access'?: { kind: string } } }>;
  };
  const slugs: Record<string, string[]> = {
    skills: content.skills.map(({ slug }) => slug),
    paths: content.paths.map(({ slug }) => slug),
    exercises: content.exercises.map(({ slug }) => slug),
  };
  return Object.entries(paths)
    .filter(([path, { get: read }]) => path.startsWith('/api/v1/') && read?.['x-access']?.kind === 'public')
    .flatMap(([path]) => {
      const own = path.replace('/api/v1', '');
      if (!own.includes('{')) return [own];
      const values = slugs[own.split('/')[1]!];
      return values ? values.map((slug) => own.replace(/\{[^}]+\}/, slug)) : [];
    });
}

/** The lines that stand in the hidden parts of an exercise and not in what everybody sees of it. */
/** What anybody may read: a line that also stands there, such as an import, is no secret of another exercise. */
const publicText = () =>
  JSON.stringify([
    content.skills,
    content.exercises.map(({ task, starter, visible, title, checks }) => [
      task,
      starter,
      visible,
      title,
      checks.map((check) => check.title),
    ]),
  ]);

function secretsOf(bundle: ExerciseBundle, shown: string): string[] {
  const { checks } = bundle;
  const texts = [
    ...Object.values(bundle.hidden),
    ...Object.values(bundle.solution),
    ...bundle.accepted.flatMap(({ files }) => Object.values(files)),
    ...bundle.wrong.flatMap(({ files, why }) => [...Object.values(files), why]),
    ...bundle.mutants.flatMap(({ files }) => Object.values(files)),
    ...(bundle.versions ?? []).flatMap(({ files }) => Object.values(files)),
    ...bundle.hints.map(({ text }) => text),
    ...checks.map(({ onFail }) => onFail),
    bundle.mentorNotes ?? '',
  ];
  const lines = texts.flatMap((text) => text.split('\n')).map((line) => line.trim());
  return [...new Set(lines)].filter((line) => {
    const text = JSON.stringify(line).slice(1, -1);
    // Short lines such as `return None` say nothing and stand everywhere.
    return line.length >= 25 && !shown.includes(text);
  });
}

describe('what a learner does', () => {
  const exercise = () => content.exercises.find(({ slug }) => slug === 'py-csv-summary')!;

  it('sees exercises, opens hints one by one, and solutions after passing', async () => {
    const { slug, hash } = exercise();
    const view = exerciseView.parse(await get(`/exercises/${slug}`));
    expect(view.version).toBe(hash);
    const cookie = await api.aLearner();
    const open = (number: number | string) =>
      api.call('post', `/exercises/${slug}/hints/${number}/opening`, cookie);
    expect((await open(2).expect(409)).body).toMatchObject({ type: '/problems/hint-order', next: 1 });
    expect((await open(1).expect(200)).body).toMatchObject({
      number: 1,
      of: view.hintCount,
      id: view.hints[0],
    });
    expect((await open(99).expect(404)).body).toMatchObject({ type: '/problems/unknown-hint' });
    expect((await open('first').expect(422)).body).toMatchObject({ type: '/problems/invalid-request' });
    expect(await get(`/exercises/${slug}/hints`, cookie)).toMatchObject({ items: [{ number: 1 }] });
    await refused(403, 'not-passed-yet', `/exercises/${slug}/solutions`, cookie);
    await pass(cookie, slug, hash);
    const solutions = solutionsView.parse(await get(`/exercises/${slug}/solutions`, cookie));
    expect(solutions.items.map(({ name }) => name)).toEqual([
      'reference',
      ...exercise().accepted.map(({ dir }) => dir),
    ]);
  });

  it('is told what is next, with reasons, and moves on by passing', async () => {
    const cookie = await api.aLearner();
    expect(await get('/me/next', cookie)).toMatchObject({ path: 'job-ready' }); // as on the site, before a choice
    await api.call('patch', '/me', cookie).send({ path: 'job-ready' }).expect(200);
    const before = nextView.parse(await get('/me/next?about=forms', cookie));
    expect(before).toMatchObject({ path: 'job-ready', graph: content.graph, complete: false });
    expect(before.next[0]).toMatchObject({ skill: 'python-basics', action: { exercise: exercise().slug } });
    expect(before.whyNot[0]).toMatchObject({ skill: 'forms', reasons: [{ code: 'missing' }] });
    await pass(cookie, exercise().slug, exercise().hash);
    const after = nextView.parse(await get('/me/next', cookie));
    expect(after.next.map(({ skill }) => skill)).not.toContain('python-basics');
    const progress = progressView.parse(await get('/me/progress', cookie));
    expect(progress).toMatchObject({ path: 'job-ready', attempts: 1 });
    expect(progress.skills.find(({ skill }) => skill === 'python-basics')).toMatchObject({
      mastery: 'proven',
    });
    await refused(404, 'unknown-path', '/me/next?path=nowhere', cookie);
    await refused(404, 'unknown-skill', '/me/next?about=alchemy', cookie);
    await refused(422, 'invalid-request', '/me/next?limit=1000', cookie);
  });

  it('sees that a certificate is due', async () => {
    const cookie = await api.aLearner();
    const { id } = (await get('/me', cookie)) as { id: string };
    await api.app.get(Db).transaction((tx) => api.app.get(Certificates).due(tx, id, 'foundations'));
    const { paths } = progressView.parse(await get('/me/progress', cookie));
    expect(paths.filter(({ certificateDue }) => certificateDue).map(({ path }) => path)).toEqual([
      'foundations',
    ]);
  });

  it('may ask without an account, and the answer is kept nowhere', async () => {
    const ask = (body: object) => api.call('post', '/recommendations').send(body);
    const known = ['python-basics', 'http'];
    const answer = await ask({ known, path: 'foundations', limit: 2 }).expect(200);
    expect(nextView.parse(answer.body).next).toHaveLength(2);
    expect((await ask({ known: ['alchemy'], path: 'foundations' }).expect(404)).body).toMatchObject({
      type: '/problems/unknown-skill',
      skills: ['alchemy'],
    });
    expect((await ask({ known: 'all', path: 'foundations' }).expect(422)).body).toMatchObject({
      issues: [{ path: 'known' }],
    });
    expect((await ask({ known: [], path: 'nowhere' }).expect(404)).body).toMatchObject({ path: 'nowhere' });
  });

  async function pass(cookie: string, slug: string, exerciseVersion: string): Promise<void> {
    const { id } = (await get('/me', cookie)) as { id: string };
    await api.app.get(Db).transaction((tx) =>
      api.app.get(Progress).credit(tx, {
        personId: id,
        exercise: slug,
        exerciseVersion,
        runId: randomUUID(),
        outcome: 'passed',
        django: '5.2.8',
        at: new Date(),
      }),
    );
  }
});
