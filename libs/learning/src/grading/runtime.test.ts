import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { DjangoVersion } from '#contract';
import { Db } from '#platform';
import { GradingRooms } from '../../../../test/grading.js';
import { Exercises } from '../exercises/index.js';
import { Watch } from './index.js';

let world: GradingRooms;
beforeAll(async () => {
  world = await GradingRooms.open();
  const [one, two, three] = world.bundles;
  const changed = [
    one!,
    { ...two!, hash: '2'.repeat(64), django: '<6.0' },
    { ...three!, hash: '3'.repeat(64), django: '>=6.0' },
  ];
  await world.rooms.get(Db).transaction((tx) => world.rooms.get(Exercises).load(tx, changed));
});
afterAll(() => world?.close());
beforeEach(() => world.emptyLine());

const [any, older, newer] = [0, 1, 2];
const sign = (id: string, ...runtimes: string[]) => world.signIn({ id, runtimes });

async function handInBy(django: DjangoVersion, exercise: number) {
  const learner = await world.rooms.aLearner();
  await world.rooms.query('UPDATE people SET django = $2 WHERE id = $1', [learner.id, django]);
  const id = await world.grading.submit(learner.id, world.handIn(exercise));
  const rows = await world.rooms.query('SELECT runtime FROM runs WHERE submission_id = $1', [id]);
  return (rows as { runtime: string }[])[0]?.runtime;
}

it('is graded on the learner’s version where the exercise and a worker have it', async () => {
  await sign('one', 'django-5.2', 'django-6.0');
  await sign('two', 'django-5.2', 'django-6.1');
  expect(await handInBy('6.1', any)).toBe('django-6.1');
  expect(await handInBy('5.2', any)).toBe('django-5.2');
  expect(await handInBy('6.1', older)).toBe('django-5.2');
  expect(await handInBy('5.2', newer)).toBe('django-6.0');
});

it('is graded on the standard version when no worker has the learner’s', async () => {
  await sign('one', 'django-5.2');
  await world.rooms.get(Watch).leave('two');
  expect(await handInBy('6.1', any)).toBe('django-5.2');
  await world.rooms.get(Watch).leave('one');
  expect(await handInBy('6.1', any)).toBe('django-5.2');
});

it('is taken by a worker that has its runtime, and by no other', async () => {
  await sign('one', 'django-5.2');
  await sign('two', 'django-5.2', 'django-6.1');
  await handInBy('6.1', any);
  expect(await world.grading.claim('one')).toBeUndefined();
  expect(await world.grading.claim('two')).toMatchObject({ runtime: 'django-6.1' });
});
