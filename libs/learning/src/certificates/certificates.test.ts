import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Db } from '#platform';
import { aGraph, anExercise } from '../../../../test/graphs.js';
import { Rooms } from '../../../../test/people.js';
import { Exercises } from '../exercises/index.js';
import { Progress } from '../progress/index.js';
import { Skills } from '../skills/index.js';
import { Certificates } from './index.js';

let rooms: Rooms;
let certificates: Certificates;
const exercises = ['prove-http', 'prove-views', 'prove-css'].map((slug) => anExercise(slug));
const graph = aGraph({
  skills: { http: [], views: ['http'], css: [] },
  paths: {
    web: { skills: ['http', 'views'] },
    all: { skills: ['views'], includes: 'web', electives: { count: 1, from: ['css'] } },
  },
});
beforeAll(async () => {
  rooms = await Rooms.open();
  certificates = rooms.get(Certificates);
  await rooms.get(Db).transaction(async (tx) => {
    await rooms.get(Skills).load(tx, graph);
    await rooms.get(Exercises).load(tx, exercises);
  });
});
afterAll(() => rooms?.close());

/** As a settled verdict does it: evidence and what follows from it in one transaction. */
const pass = (personId: string, number: number, then = () => {}) =>
  rooms.get(Db).transaction(async (tx) => {
    const finished = await rooms.get(Progress).credit(tx, {
      personId,
      exercise: exercises[number]!.slug,
      exerciseVersion: exercises[number]!.hash,
      runId: randomUUID(),
      outcome: 'passed',
      django: '5.2.8',
      at: rooms.clock.now(),
    });
    for (const path of finished) await certificates.due(tx, personId, path);
    then();
  });
const dueTo = async (id: string) => (await certificates.listDue(id)).map(({ path }) => path);

describe('a certificate', () => {
  it('is due when the last skill of the path is proven, and not before', async () => {
    const { id } = await rooms.aLearner();
    await pass(id, 0);
    await pass(id, 2);
    expect(await dueTo(id)).toEqual([]);
    rooms.clock.advance(60_000);
    await pass(id, 1);
    expect(await certificates.listDue(id)).toEqual([
      { path: 'all', dueSince: rooms.clock.now().toISOString() },
      { path: 'web', dueSince: rooms.clock.now().toISOString() },
    ]);
  });

  it('is due once, since the first time', async () => {
    const { id } = await rooms.aLearner();
    const due = () => rooms.get(Db).transaction((tx) => certificates.due(tx, id, 'web'));
    await due();
    const since = rooms.clock.now().toISOString();
    rooms.clock.advance(60_000);
    await Promise.all([due(), due()]);
    expect(await certificates.listDue(id)).toEqual([{ path: 'web', dueSince: since }]);
  });

  it('stays due when the path grows or is retired', async () => {
    const { id } = await rooms.aLearner();
    await pass(id, 0);
    await pass(id, 1);
    const put = (content: typeof graph) =>
      rooms.get(Db).transaction((tx) => rooms.get(Skills).load(tx, content));
    await put(
      aGraph({ skills: { http: [], views: ['http'], css: [] }, paths: { all: { skills: ['css'] } } }),
    );
    expect(await dueTo(id)).toEqual(['web']);
    await put(graph);
  });

  it('is not due when the verdict that finished the path was not kept', async () => {
    const { id } = await rooms.aLearner();
    await pass(id, 0);
    const lost = () => {
      throw new Error('the verdict could not be written');
    };
    await expect(pass(id, 1, lost)).rejects.toThrow('could not be written');
    expect(await dueTo(id)).toEqual([]);
    expect((await rooms.get(Progress).view(id)).attempts).toBe(1);
  });
});
