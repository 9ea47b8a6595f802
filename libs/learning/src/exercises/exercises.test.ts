import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExerciseBundle } from '#contract';
import { Db } from '#platform';
import { anExercise, SECRETS } from '../../../../test/graphs.js';
import { Rooms } from '../../../../test/people.js';
import { Exercises, Hints } from './index.js';

let rooms: Rooms;
let exercises: Exercises;
let hints: Hints;
beforeAll(async () => {
  rooms = await Rooms.open();
  exercises = rooms.get(Exercises);
  hints = rooms.get(Hints);
});
afterAll(() => rooms?.close());

const load = (...bundles: ExerciseBundle[]) => rooms.get(Db).transaction((tx) => exercises.load(tx, bundles));
const require = (slug: string) => exercises.require(rooms.get(Db).read, slug);
const problem = (name: string, extras: object = {}) => ({ problem: name, extras: expect.objectContaining(extras) });

describe('loading', () => {
  it('says what is new, changed and gone, and changes nothing the second time', async () => {
    expect(await load(anExercise('one'), anExercise('two'))).toMatchObject({ added: ['one', 'two'], retired: [] });
    const second = [anExercise('one', { edition: 2 }), anExercise('three')];
    expect(await load(...second)).toEqual({ changed: true, added: ['three'], renewed: ['one'], retired: ['two'] });
    expect(await load(...second)).toEqual({ changed: false, added: [], renewed: [], retired: [] });
    expect((await exercises.list()).items.map(({ slug }) => slug)).toEqual(['one', 'three']);
  });

  it('retires all of them when none is left', async () => {
    await load(anExercise('last'));
    expect((await load()).retired).toContain('last');
    expect((await exercises.list()).items).toEqual([]);
    await expect(require('last')).rejects.toMatchObject(problem('exercise-not-gradable'));
  });

  it('keeps every version as it was, in force or not', async () => {
    const [first, second] = [anExercise('kept'), anExercise('kept', { edition: 2 })];
    await load(first);
    await load(second);
    expect(await exercises.bundle(first.hash)).toEqual(first);
    expect(await exercises.bundle(second.hash)).toEqual(second);
    expect(await require('kept')).toMatchObject({ version: second.hash });
    // Back to the first: it is the same version again, not a third.
    await load(first);
    expect(await require('kept')).toMatchObject({ version: first.hash });
    expect(await rooms.query(`SELECT hash FROM exercise_versions WHERE exercise = 'kept'`)).toHaveLength(2);
  });

  it.each(['exercise_versions', 'exercise_bundles'])('never changes or deletes a row of %s', async (table) => {
    await load(anExercise('fixed'));
    const refused = `rows of ${table} are only ever added`;
    await expect(rooms.query(`UPDATE ${table} SET hash = 'x'`)).rejects.toThrow(refused);
    await expect(rooms.query(`DELETE FROM ${table}`)).rejects.toThrow(refused);
  });

  it('leaves everything as it was when it fails', async () => {
    await load(anExercise('one'));
    const before = await exercises.list();
    const twice = [anExercise('two'), anExercise('two', { edition: 2 })];
    await expect(load(...twice)).rejects.toThrow();
    expect(await exercises.list()).toEqual(before);
    expect(await rooms.query(`SELECT 1 FROM exercise_versions WHERE exercise = 'two'`)).toHaveLength(1);
  });
});

describe('what can be taken', () => {
  it('is what is proved and not retired', async () => {
    await load(
      anExercise('a-draft', { status: 'draft' }),
      anExercise('a-beta', { status: 'beta' }),
      anExercise('a-stable'),
      anExercise('a-past', { status: 'retired' }),
    );
    expect((await exercises.list()).items.map(({ slug }) => slug)).toEqual(['a-beta', 'a-stable']);
    await expect(exercises.view('a-draft')).rejects.toMatchObject(problem('unknown-exercise', { exercise: 'a-draft' }));
    await expect(require('a-draft')).rejects.toMatchObject(problem('unknown-exercise'));
    await expect(require('nothing')).rejects.toMatchObject(problem('unknown-exercise'));
    await expect(require('a-past')).rejects.toMatchObject(problem('exercise-not-gradable', { reason: 'retired' }));
    expect((await exercises.view('a-past')).status).toBe('retired');
  });

  it('shows the task, the files and the titles of the checks, and no secret', async () => {
    await load(anExercise('open-page'));
    const view = await exercises.view('open-page');
    expect(view).toMatchObject({
      taskHtml: '<h2 id="edition-1">Edition 1</h2>\n<p>Write the view.</p>\n',
      files: [
        { path: 'shop/views.py', text: 'answer = None\n', editable: true },
        { path: 'shop/new.py', text: '', editable: true },
        { path: 'manage.py', editable: false },
        { path: 'shop/tests.py', editable: false },
      ],
      checks: [{ id: 'page_loads' }, { id: 'page_lists', needs: ['page_loads'] }],
      hintCount: 3,
      hints: ['hint-1', 'hint-2', 'hint-3'],
    });
    const open = JSON.stringify([view, await exercises.list(), await require('open-page')]);
    const [shown, whole] = [await rooms.rowsOf('exercise_versions'), await rooms.rowsOf('exercise_bundles')];
    for (const secret of Object.values(SECRETS)) {
      const text = JSON.stringify(secret).slice(1, -1);
      expect(whole).toContain(text);
      expect(open).not.toContain(text);
      expect(shown).not.toContain(text);
    }
  });

  it('has solutions: the reference and the other right ones, no wrong one', async () => {
    await load(anExercise('solved'));
    expect(await exercises.solutions('solved')).toEqual({
      items: [
        { name: 'reference', files: [{ path: 'shop/views.py', text: SECRETS.solution }] },
        { name: 'shorter', files: [{ path: 'shop/views.py', text: SECRETS.accepted }] },
      ],
    });
  });
});

describe('hints', () => {
  it('open one at a time, in order, and stay open', async () => {
    await load(anExercise('hinted'));
    const { id } = await rooms.aLearner();
    await expect(hints.open(id, 'hinted', 2)).rejects.toMatchObject(problem('hint-order', { next: 1 }));
    expect(await hints.open(id, 'hinted', 1)).toEqual({
      id: 'hint-1',
      number: 1,
      of: 3,
      html: `<p>${SECRETS.hint} <strong>1</strong></p>\n`,
    });
    await hints.open(id, 'hinted', 2);
    await hints.open(id, 'hinted', 1);
    await expect(hints.open(id, 'hinted', 4)).rejects.toMatchObject(problem('unknown-hint', { hints: 3 }));
    await expect(hints.open(id, 'nothing', 1)).rejects.toMatchObject(problem('unknown-exercise'));
    expect((await hints.opened(id, 'hinted')).items.map(({ number }) => number)).toEqual([1, 2]);
    const other = await rooms.aLearner();
    expect(await hints.opened(other.id, 'hinted')).toEqual({ items: [] });
  });

  it('are on record once, with the time of the first opening, whatever arrives together', async () => {
    await load(anExercise('hinted'));
    const { id } = await rooms.aLearner();
    await Promise.all([1, 2, 3, 4].map(() => hints.open(id, 'hinted', 1)));
    const at = rooms.clock.now();
    rooms.clock.advance(60_000);
    await hints.open(id, 'hinted', 1);
    const log = await hints.export(id);
    expect(log.map(({ hint, openedAt }) => [hint, openedAt])).toEqual([['hint-1', at]]);
  });

  it('that were opened stay open when the exercise gets a new version', async () => {
    await load(anExercise('hinted'));
    const { id } = await rooms.aLearner();
    await hints.open(id, 'hinted', 1);
    await load(anExercise('hinted', { edition: 2 }));
    expect((await hints.opened(id, 'hinted')).items).toHaveLength(1);
    await expect(hints.open(id, 'hinted', 2)).resolves.toMatchObject({ number: 2 });
  });

  it('are never forgotten by a slip, and go with the person', async () => {
    await load(anExercise('hinted'));
    const { id } = await rooms.aLearner();
    await hints.open(id, 'hinted', 1);
    await expect(rooms.query('DELETE FROM hint_openings WHERE person_id = $1', [id])).rejects.toThrow('only ever added');
    await expect(rooms.query('UPDATE hint_openings SET opened_at = now()')).rejects.toThrow('only ever added');
    await rooms.query('DELETE FROM people WHERE id = $1', [id]);
    expect(await hints.export(id)).toEqual([]);
  });
});
