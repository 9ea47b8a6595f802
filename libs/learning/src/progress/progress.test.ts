import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Db } from '#platform';
import { aGraph, anExercise, SECRETS } from '../../../../test/graphs.js';
import { Rooms } from '../../../../test/people.js';
import { Exercises } from '../exercises/index.js';
import { People } from '../people/index.js';
import { Skills } from '../skills/index.js';
import { Progress, Recommendations } from './index.js';

/** Every skill has its exercise; `queries` has two, of which one also proves `models`. */
const graph = aGraph({
  skills: { http: [], views: ['http'], models: [], queries: ['models'], css: [] },
  assess: { queries: ['prove-queries', 'prove-models'] },
  paths: {
    web: { skills: ['http', 'views'] },
    data: { skills: ['queries', 'models'], includes: 'web', electives: { count: 1, from: ['css'] } },
  },
});
const exerciseSlugs = ['prove-http', 'prove-views', 'prove-models', 'prove-queries', 'prove-css'];

let rooms: Rooms;
let progress: Progress;
const put = (content: typeof graph) =>
  rooms.get(Db).transaction(async (tx) => {
    await rooms.get(Skills).load(tx, content);
    await rooms.get(Exercises).load(
      tx,
      exerciseSlugs.map((slug) => anExercise(slug)),
    );
  });
beforeAll(async () => {
  rooms = await Rooms.open();
  progress = rooms.get(Progress);
  await put(graph);
});
afterAll(() => rooms?.close());
beforeEach(() => rooms.clock.advance(60_000));

function aRun(personId: string, exercise: string, outcome: 'passed' | 'failed' | 'errored' = 'passed') {
  const { hash } = anExercise(exercise);
  const runId = randomUUID();
  return {
    personId,
    exercise,
    exerciseVersion: hash,
    runId,
    outcome,
    django: '5.2.8',
    at: rooms.clock.now(),
  };
}
const credit = (run: ReturnType<typeof aRun>) => rooms.get(Db).transaction((tx) => progress.credit(tx, run));
const masteryOf = async (id: string) =>
  Object.fromEntries((await progress.view(id)).skills.map(({ skill, mastery }) => [skill, mastery]));

describe('evidence', () => {
  it('proves a skill once all of its exercises have passed', async () => {
    const { id } = await rooms.aLearner();
    expect(await masteryOf(id)).toEqual({
      http: 'open',
      views: 'locked',
      models: 'open',
      queries: 'locked',
      css: 'open',
    });
    await credit(aRun(id, 'prove-models'));
    expect(await masteryOf(id)).toMatchObject({ models: 'proven', queries: 'started' });
    const at = rooms.clock.now().toISOString();
    await credit(aRun(id, 'prove-queries'));
    const view = await progress.view(id);
    expect(view.skills.find(({ skill }) => skill === 'queries')).toEqual({
      skill: 'queries',
      mastery: 'proven',
      missing: [],
      passed: ['prove-queries', 'prove-models'],
      remaining: [],
      provenAt: at,
    });
    expect(view.attempts).toBe(2);
  });

  it('counts attempts that did not pass, and keeps what passed when a later one does not', async () => {
    const { id } = await rooms.aLearner();
    await credit(aRun(id, 'prove-http', 'errored'));
    expect(await masteryOf(id)).toMatchObject({ http: 'started', views: 'locked' });
    await credit(aRun(id, 'prove-http'));
    await credit(aRun(id, 'prove-http', 'failed'));
    expect(await masteryOf(id)).toMatchObject({ http: 'proven', views: 'open' });
    expect((await progress.view(id)).attempts).toBe(3);
  });

  it('of one run counts once', async () => {
    const { id } = await rooms.aLearner();
    await credit(aRun(id, 'prove-http'));
    const last = aRun(id, 'prove-views');
    expect(await credit(last)).toEqual(['web']);
    expect(await credit(last)).toEqual([]);
    expect((await progress.view(id)).attempts).toBe(2);
  });

  it('is never changed or deleted, goes with the person, and says on which graph it was', async () => {
    const { id } = await rooms.aLearner();
    await credit(aRun(id, 'prove-http'));
    expect(await progress.export(id)).toMatchObject([{ exercise: 'prove-http', graphVersion: graph.graph }]);
    await expect(rooms.query(`UPDATE evidence SET outcome = 'passed'`)).rejects.toThrow('only ever added');
    await expect(rooms.query('DELETE FROM evidence WHERE person_id = $1', [id])).rejects.toThrow(
      'only ever added',
    );
    await rooms.query('DELETE FROM people WHERE id = $1', [id]);
    expect(await progress.export(id)).toEqual([]);
  });

  it('of one learner says nothing of another', async () => {
    const [one, other] = [await rooms.aLearner(), await rooms.aLearner()];
    await credit(aRun(one.id, 'prove-http'));
    expect(await masteryOf(other.id)).toMatchObject({ http: 'open' });
  });

  it('stays proof when the exercise leaves the content', async () => {
    const { id } = await rooms.aLearner();
    await credit(aRun(id, 'prove-http'));
    await rooms.get(Db).transaction((tx) => rooms.get(Exercises).load(tx, [anExercise('prove-views')]));
    expect(await masteryOf(id)).toMatchObject({ http: 'proven' });
    await put(graph);
  });
});

describe('finishing a path', () => {
  it('takes every required skill, those of the included path too, and enough electives', async () => {
    const { id } = await rooms.aLearner();
    const finished: string[][] = [];
    for (const slug of exerciseSlugs) finished.push(await credit(aRun(id, slug)));
    expect(finished).toEqual([[], ['web'], [], [], ['data']]);
    const paths = (await progress.view(id)).paths;
    expect(paths).toMatchObject([
      { path: 'web', proven: 2, total: 2, hoursLeft: 0 },
      { path: 'data', proven: 5, total: 5, hoursLeft: 0, finishedAt: rooms.clock.now().toISOString() },
    ]);
  });

  it('is seen when the last two runs settle at once', async () => {
    const { id } = await rooms.aLearner();
    let commit = () => {};
    const open = new Promise<void>((resolve) => (commit = resolve));
    let second: Promise<string[]> | undefined;
    const first = rooms.get(Db).transaction(async (tx) => {
      const finished = await progress.credit(tx, aRun(id, 'prove-http'));
      second = credit(aRun(id, 'prove-views'));
      await open;
      return finished;
    });
    // Long enough for the second to have been and gone, if it did not wait for the first.
    setTimeout(() => commit(), 300);
    expect([...(await first), ...(await second!)]).toEqual(['web']);
  });

  it('does not happen by attempts that do not pass', async () => {
    const { id } = await rooms.aLearner();
    await credit(aRun(id, 'prove-http'));
    expect(await credit(aRun(id, 'prove-views', 'failed'))).toEqual([]);
    expect((await progress.view(id)).paths[0]).toMatchObject({ proven: 1, hoursLeft: 4, finishedAt: null });
  });
});

describe('solutions', () => {
  it('are shown after passing and not before', async () => {
    const { id } = await rooms.aLearner();
    await credit(aRun(id, 'prove-http', 'failed'));
    await expect(progress.solutions(id, 'prove-http')).rejects.toMatchObject({ problem: 'not-passed-yet' });
    await credit(aRun(id, 'prove-http'));
    expect(JSON.stringify(await progress.solutions(id, 'prove-http'))).toContain(
      JSON.stringify(SECRETS.solution),
    );
    await expect(progress.solutions(id, 'prove-views')).rejects.toMatchObject({ problem: 'not-passed-yet' });
    await expect(progress.solutions(id, 'nothing')).rejects.toMatchObject({ problem: 'unknown-exercise' });
  });
});

describe('what is next', () => {
  const ask = (id: string, query: object = {}) => rooms.get(Recommendations).next(id, { limit: 3, ...query });
  const skillsOf = (view: { next: { skill: string }[] }) => view.next.map(({ skill }) => skill);

  it('follows the path of the profile, else the first, else the one that is asked for', async () => {
    const { id, who } = await rooms.aLearner();
    expect(await ask(id)).toMatchObject({ path: 'web', graph: graph.graph, next: [{ skill: 'http' }] });
    await rooms.get(People).updateProfile(who, { path: 'data' });
    expect((await ask(id)).path).toBe('data');
    expect((await ask(id, { path: 'web' })).path).toBe('web');
    await rooms
      .get(People)
      .updateProfile(who, { path: 'a-path-of-the-past', electives: ['a-skill-of-the-past'] });
    expect((await ask(id)).path).toBe('web');
    await expect(ask(id, { path: 'nowhere' })).rejects.toMatchObject({ problem: 'unknown-path' });
    await expect(ask(id, { about: 'nothing' })).rejects.toMatchObject({ problem: 'unknown-skill' });
  });

  it('moves on with what passes, and ends with a word', async () => {
    const { id } = await rooms.aLearner();
    expect(skillsOf(await ask(id))).toEqual(['http']);
    await credit(aRun(id, 'prove-http'));
    expect(skillsOf(await ask(id))).toEqual(['views']);
    await credit(aRun(id, 'prove-views'));
    expect(await ask(id)).toMatchObject({
      next: [],
      complete: true,
      message: 'Everything that “Web” asks for is proven. Choose another path to go on.',
    });
  });

  it('is told without an account, from what is known, and keeps nothing', async () => {
    const recommend = (body: object) =>
      rooms.get(Recommendations).recommend({ known: [], path: 'data', limit: 3, ...body });
    expect(skillsOf(await recommend({ known: ['http', 'models', 'css'] }))).toEqual(['queries', 'views']);
    await expect(recommend({ known: ['http', 'alchemy'] })).rejects.toMatchObject({
      problem: 'unknown-skill',
      extras: { skills: ['alchemy'] },
    });
    await expect(recommend({ path: 'nowhere' })).rejects.toMatchObject({ problem: 'unknown-path' });
  });

  it('is refused before any content is loaded', async () => {
    const empty = await Rooms.open();
    try {
      const { id } = await empty.aLearner();
      await expect(empty.get(Recommendations).next(id, { limit: 3 })).rejects.toMatchObject({
        problem: 'not-ready',
      });
    } finally {
      await empty.close();
    }
  });
});
