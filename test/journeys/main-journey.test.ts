import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createParser } from 'eventsource-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SubmissionEvent, SubmissionView } from '#contract';
import { Api } from '../api.js';
import { aDatabase, type TestDatabase } from '../database.js';
import { loadContent } from '../load.js';
import { aWorker, type TestWorker } from '../worker.js';

const root = path.resolve(import.meta.dirname, '../..');
const EXERCISE = 'first-view';
const fileOf = (folder: string, name: string) =>
  readFileSync(path.join(root, 'exercises', EXERCISE, folder, name), 'utf8');

let database: TestDatabase;
let api: Api;
let worker: TestWorker;
beforeAll(async () => {
  database = await aDatabase();
  await loadContent(database.url);
  api = await Api.start(database.url);
  worker = aWorker(database.url);
});
afterAll(async () => {
  await worker?.stop();
  await api?.stop();
  await database?.drop();
});

async function eventsOf(cookie: string, id: string): Promise<SubmissionEvent[]> {
  const answer = await fetch(`${api.url}/api/v1/submissions/${id}/events`, { headers: { cookie } });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const events: SubmissionEvent[] = [];
  const parser = createParser({
    onEvent: ({ event, data }) => event && events.push(JSON.parse(data) as SubmissionEvent),
  });
  const text = new TextDecoder();
  for await (const chunk of answer.body!) parser.feed(text.decode(chunk as Uint8Array, { stream: true }));
  return events;
}

describe('the main journey over HTTP', () => {
  it('leads from sign-up over a wrong and a right solution to a proven exercise and the next step', async () => {
    const cookie = await api.aLearner();
    await api.call('patch', '/me', cookie).send({ path: 'foundations' }).expect(200);
    const before = await api.call('get', '/me/next?limit=5', cookie).expect(200);
    expect(before.body.next.length).toBeGreaterThan(0);
    expect(before.body.next[0].reasons[0].text).toMatch(/\w+/);

    const exercise = await api.call('get', `/exercises/${EXERCISE}`).expect(200);
    const editable = (exercise.body.files as { path: string; text: string; editable: boolean }[]).filter(
      (file) => file.editable,
    );
    expect(editable.length).toBeGreaterThan(0);

    const untouched = Object.fromEntries(editable.map((file) => [file.path, file.text]));
    const wrong = await api
      .call('post', '/submissions', cookie)
      .send({ exercise: EXERCISE, files: untouched })
      .expect(202);
    const events = await eventsOf(cookie, wrong.body.id as string);
    expect(events.at(-1)).toMatchObject({
      type: 'verdict',
      verdict: { outcome: expect.stringMatching(/failed|errored/) as string },
    });
    const judged = (await api.call('get', `/submissions/${wrong.body.id}`, cookie).expect(200))
      .body as SubmissionView;
    expect(judged.verdict?.message).toMatch(/.{40,}/);
    expect(events.filter(({ type }) => type === 'check')).toHaveLength(judged.checks.length);

    const practice = await api
      .call('post', '/submissions', cookie)
      .send({ exercise: EXERCISE, files: untouched, purpose: 'practice' })
      .expect(202);
    const practised = (await eventsOf(cookie, practice.body.id as string)).at(-1);
    expect(practised).toMatchObject({ type: 'verdict', verdict: { observed: 'inside' } });

    const solution = Object.fromEntries(editable.map(({ path: name }) => [name, fileOf('solution', name)]));
    const right = await api
      .call('post', '/submissions', cookie)
      .send({ exercise: EXERCISE, files: solution })
      .expect(202);
    const verdict = (await eventsOf(cookie, right.body.id as string)).at(-1);
    expect(verdict).toMatchObject({
      type: 'verdict',
      verdict: { outcome: 'passed', reason: null, mode: expect.stringMatching(/[ABCG]/) as string },
    });

    const progress = await api.call('get', '/me/progress', cookie).expect(200);
    const passed = (progress.body.skills as { passed: string[] }[]).flatMap((skill) => skill.passed);
    expect(passed).toContain(EXERCISE);
    expect(progress.body.attempts).toBe(2);
    await api.call('get', `/exercises/${EXERCISE}/solutions`, cookie).expect(200);
    const history = await api.call('get', `/submissions?exercise=${EXERCISE}`, cookie).expect(200);
    expect(history.body.items.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'passed',
      expect.stringMatching(/failed|errored/),
      judged.outcome,
    ]);
  });

  it('says what is wrong with a request, by name', async () => {
    const cookie = await api.aLearner();
    const problem = async (name: string, status: number, call: ReturnType<Api['call']>) => {
      const answer = await call;
      expect([answer.status, answer.body.type, answer.headers['content-type']]).toEqual([
        status,
        `/problems/${name}`,
        'application/problem+json; charset=utf-8',
      ]);
      expect(answer.body).toMatchObject({
        status,
        title: expect.any(String) as string,
        instance: expect.any(String) as string,
        requestId: expect.any(String) as string,
      });
      return answer.body as Record<string, unknown>;
    };
    const post = (body: unknown) => api.call('post', '/submissions', cookie).send(body as object);
    const files = { 'x.py': '' };
    expect(await problem('invalid-request', 422, post({ exercise: 5, files }))).toMatchObject({
      issues: [{ path: 'exercise' }],
    });
    await problem('invalid-request', 422, post({ exercise: EXERCISE }));
    await problem('unknown-exercise', 404, post({ exercise: 'no-such-thing', files }));
    expect(await problem('file-not-editable', 422, post({ exercise: EXERCISE, files }))).toMatchObject({
      path: 'x.py',
    });
    expect(
      await problem(
        'file-path-invalid',
        422,
        post({ exercise: EXERCISE, files: { '../../etc/passwd': '' } }),
      ),
    ).toMatchObject({ path: '../../etc/passwd' });
    await problem('no-files', 422, post({ exercise: EXERCISE, files: {} }));
    await problem(
      'malformed-body',
      400,
      api.call('post', '/submissions', cookie).type('json').send('{"exercise": '),
    );
    await problem(
      'unsupported-media-type',
      415,
      api.call('post', '/submissions', cookie).type('text/xml').send('<x/>'),
    );
    await problem(
      'unsupported-media-type',
      415,
      api.call('post', '/submissions', cookie).type('form').send('exercise=x'),
    );
    await problem('too-large', 413, post({ exercise: EXERCISE, files: { 'x.py': 'x'.repeat(1_100_000) } }));
    await problem(
      'sign-in-required',
      401,
      api.call('post', '/submissions').send({ exercise: EXERCISE, files }),
    );
    await problem(
      'not-found',
      404,
      api.call('get', '/submissions/00000000-0000-4000-8000-000000000000', cookie),
    );
    await problem(
      'not-found',
      404,
      api.call('get', '/submissions/00000000-0000-4000-8000-000000000000/events', cookie),
    );
    await problem('invalid-request', 422, api.call('get', '/submissions/17', cookie));
    await problem(
      'invalid-request',
      422,
      post({ exercise: EXERCISE, files }).set('Idempotency-Key', 'with space'),
    );
    await problem('not-found', 404, api.call('get', '/nothing-here', cookie));
  });

  it('names the file whose bytes are not UTF-8', async () => {
    const cookie = await api.aLearner();
    const exercise = await api.call('get', `/exercises/${EXERCISE}`).expect(200);
    const name = (exercise.body.files as { path: string; editable: boolean }[]).find(
      (file) => file.editable,
    )!.path;
    const body = Buffer.concat([
      Buffer.from(`{"exercise":"${EXERCISE}","files":{"${name}":"caf`),
      Buffer.from([0xe9]),
      Buffer.from('"}}'),
    ]);
    const answer = await fetch(`${api.url}/api/v1/submissions`, {
      method: 'POST',
      body,
      headers: { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    });
    expect(await answer.json()).toMatchObject({ type: '/problems/file-not-text', status: 422, path: name });
  });

  it('gives one submission for one Idempotency-Key, and the same answer', async () => {
    const cookie = await api.aLearner();
    const exercise = await api.call('get', `/exercises/${EXERCISE}`).expect(200);
    const file = (exercise.body.files as { path: string; text: string; editable: boolean }[]).find(
      ({ editable }) => editable,
    )!;
    const send = () =>
      api
        .call('post', '/submissions', cookie)
        .set('Idempotency-Key', 'k-1')
        .send({ exercise: EXERCISE, files: { [file.path]: file.text } });
    const [one, two] = await Promise.all([send(), send()]);
    expect([one.status, two.status, one.body.id]).toEqual([202, 202, two.body.id]);
    const list = await api.call('get', '/submissions', cookie).expect(200);
    expect(list.body.items).toHaveLength(1);
  });

  it('keeps the submissions of one learner from another', async () => {
    const [mine, other] = [await api.aLearner(), await api.aLearner()];
    const exercise = await api.call('get', `/exercises/${EXERCISE}`).expect(200);
    const file = (exercise.body.files as { path: string; text: string; editable: boolean }[]).find(
      ({ editable }) => editable,
    )!;
    const { body } = await api
      .call('post', '/submissions', mine)
      .send({ exercise: EXERCISE, files: { [file.path]: file.text } })
      .expect(202);
    for (const [method, end] of [
      ['get', ''],
      ['get', '/events'],
      ['put', '/withdrawal'],
    ] as const) {
      const answer = await api.call(method, `/submissions/${body.id}${end}`, other);
      expect([answer.status, answer.body.type]).toEqual([404, '/problems/not-found']);
    }
  });
});
