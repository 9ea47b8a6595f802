import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verdictFormat } from '#contract';
import { importVerdict } from '#formats';
import { Grading } from '#learning';
import { Api } from '../api.js';
import { aDatabase, type TestDatabase } from '../database.js';
import { loadContent } from '../load.js';
import { aVerdict } from '../verdicts.js';

const EXERCISE = 'first-view';

let database: TestDatabase;
let api: Api;
let cookie: string;
let id: string;
beforeAll(async () => {
  database = await aDatabase();
  await loadContent(database.url);
  api = await Api.start(database.url);
  cookie = await api.aLearner();
  const exercise = await api.call('get', `/exercises/${EXERCISE}`).expect(200);
  const files = (exercise.body.files as { path: string; text: string; editable: boolean }[])
    .filter(({ editable }) => editable)
    .map(({ path, text }) => [path, text]);
  const sent = { exercise: EXERCISE, files: Object.fromEntries(files) as object };
  id = (await api.call('post', '/submissions', cookie).send(sent).expect(202)).body.id as string;
});
afterAll(async () => {
  await api?.stop();
  await database?.drop();
});

describe('the verdict of a submission', () => {
  it('is refused by name before there is one, and for a format that nobody knows', async () => {
    const early = await api.call('get', `/submissions/${id}/verdict?format=junit`, cookie);
    expect([early.status, early.body.type, early.body.submission]).toEqual([
      409,
      '/problems/not-graded-yet',
      'queued',
    ]);
    const odd = await api.call('get', `/submissions/${id}/verdict?format=excel`, cookie);
    expect([odd.status, odd.body.type]).toEqual([422, '/problems/invalid-request']);
  });

  it('is given in every format, as a file that a browser saves', async () => {
    const grading = api.app.get(Grading);
    const claim = (await grading.claim('w'))!;
    const verdict = { ...aVerdict('failed'), exerciseVersion: claim.exerciseVersion };
    await grading.settle(claim, verdict);

    const own = await api.call('get', `/submissions/${id}/verdict`, cookie).expect(200);
    expect(own.body).toEqual(verdict);
    for (const format of verdictFormat.options) {
      const answer = await api
        .call('get', `/submissions/${id}/verdict?format=${format}`, cookie)
        .buffer(true)
        .expect(200);
      const ending = format === 'junit' ? 'xml' : 'json';
      expect(answer.headers['content-type']).toBe(`application/${ending}; charset=utf-8`);
      expect(answer.headers['content-disposition']).toBe(
        `attachment; filename="verdict-${format}.${ending}"`,
      );
      expect(importVerdict(format, answer.text)).toMatchObject({ schema: 'external/1', outcome: 'failed' });
    }
  });

  it('of another learner does not exist, and nobody reads one without signing in', async () => {
    const other = await api.aLearner();
    for (const end of ['', '?format=junit']) {
      const foreign = await api.call('get', `/submissions/${id}/verdict${end}`, other);
      expect([foreign.status, foreign.body.type]).toEqual([404, '/problems/not-found']);
      const nobody = await api.call('get', `/submissions/${id}/verdict${end}`);
      expect([nobody.status, nobody.body.type]).toEqual([401, '/problems/sign-in-required']);
    }
  });
});
