import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ExerciseBundle, ProjectFiles } from '#contract';
import type { Grader } from '#grader';
import { modes, openGrader } from './exercise.js';
import {
  learnersOwn,
  learnerScan,
  inRooms,
  marks,
  planter,
  practised,
  rooms,
  scanned,
  scanningJudge,
  suite,
  suites,
} from './leaks.js';

/** A file of the machine that everybody may read, and what a worker has in its environment. */
const secrets = path.join(tmpdir(), `leak-${process.pid}`);
beforeAll(() => {
  writeFileSync(secrets, marks.server.text, { mode: 0o644 });
  process.env['LEAK_DATABASE_URL'] = `postgres://fretboard:${marks.server.text}@localhost/fretboard`;
});
afterAll(() => {
  rmSync(secrets);
  delete process.env['LEAK_DATABASE_URL'];
});

const everything = Object.values(marks);
const scan = learnerScan(everything, { paths: [secrets], pids: [process.pid, process.ppid] });
/** What a run must find, or the scanner is blind: what it has put there itself, and what is public. */
const visible = ['own memory in memory', 'own memory in objects', 'own file in files', 'starter in files'];
const forbidden = [marks.hidden, marks.solution, marks.previous, marks.server, marks.nowhere].map(
  ({ name }) => name,
);

const split = (message: string | null): string[] =>
  (message ?? '').match(/[a-z][a-z ]* in [a-z ]+(?=;)/g) ?? [];
const leaked = (found: string[], names = forbidden): string[] =>
  found.filter((entry) => names.some((name) => entry.startsWith(`${name} in `)));

describe.each(modes)('in mode %s', (mode) => {
  let grader: Grader;
  beforeAll(async () => {
    grader = await openGrader({ mode, slots: 1 });
  });
  afterAll(() => grader.close());

  const find = async (bundle: ExerciseBundle, files: ProjectFiles, practice = false): Promise<string[]> => {
    let fault = '';
    const onFault = (detail: string): void => void (fault = detail);
    const verdict = await grader.grade(
      { bundle, files, runtime: 'django-5.2', seed: 5 },
      { practice, onFault },
    );
    expect(fault).toBe('');
    expect([verdict.outcome, verdict.message]).toEqual(['failed', expect.stringContaining(';')]);
    return split(verdict.message);
  };
  const plant = async (): Promise<void> => {
    const files = { ...learnersOwn, 'tries.py': planter(marks.previous) };
    const verdict = await grader.grade({ bundle: scanned, files, runtime: 'django-5.2', seed: 5 });
    expect(verdict.message).toBe(`RuntimeError: ${marks.previous.text}`);
  };

  /** Once as it comes, and where something can be prepared, until a run stands on it; `sign` tells that it does. */
  const bareAndPrepared = async (sign: string, run: () => Promise<string[]>): Promise<string[][]> => {
    const bare = await run();
    if (mode === 'C') return [bare];
    const prepared = async (): Promise<string[]> => {
      const found = await run();
      expect(found).toContain(sign);
      return found;
    };
    return [bare, await vi.waitFor(prepared, { timeout: 60_000, interval: 200 })];
  };

  test('a learner’s process finds what is public and its own, and nothing else', async () => {
    await plant();
    const run = (): Promise<string[]> => find(scanned, { ...learnersOwn, 'tries.py': scan });
    for (const found of await bareAndPrepared('what was prepared in memory', run)) {
      expect(found).toEqual(
        expect.arrayContaining([...visible, 'what the launcher was started with in memory']),
      );
      expect(leaked(found)).toEqual([]);
    }
  });

  test('what is left behind in one process is found there', async () => {
    const both = `${planter(marks.previous)}\nplant()\n${scan}`;
    const found = leaked(await find(scanned, { ...learnersOwn, 'tries.py': both }));
    for (const place of ['memory', 'objects', 'files', 'modules', 'environment'])
      expect(found).toContain(`learner before in ${place}`);
  });

  test('practice finds what is public and its own, and nothing else', async () => {
    await plant();
    const run = (): Promise<string[]> => find(practised, { ...learnersOwn, 'tries.py': scan }, true);
    for (const found of await bareAndPrepared('what was prepared in memory', run)) {
      expect(found).toEqual(expect.arrayContaining(visible));
      expect(leaked(found)).toEqual([]);
    }
  });

  test('the judge has the checks in memory, and nothing of a learner’s', async () => {
    await plant();
    const learners = `KEPT = ["${marks.learner.text}"] * 3\n\ndef tries():\n    return ["scanned"]\n`;
    const judge = scanningJudge(everything);
    const run = (): Promise<string[]> => find(judge, { ...learnersOwn, 'tries.py': learners });
    for (const found of await bareAndPrepared('judge in a prepared process', run)) {
      expect(found).toEqual(expect.arrayContaining(['hidden check in memory', 'solution in memory']));
      expect(leaked(found, ['this learner', 'learner before', 'server', 'nowhere'])).toEqual([]);
    }
  });

  test('tests find the fault of the version they run on, and no other', async () => {
    await plant();
    const run = async (): Promise<string[]> => {
      const verdict = await grader.grade({ bundle: suites, files: suite, runtime: 'django-5.2', seed: 5 });
      return verdict.outcome === 'passed' ? ['nothing else'] : split(verdict.message);
    };
    const signs = ['nothing else', 'judge in a prepared process'];
    const seen = await bareAndPrepared('judge in a prepared process', run);
    for (const [index, found] of seen.entries()) expect(found).toEqual([signs[index]]);
  });

  // Mode C has no workshops.
  const own = 'a program of a workshop finds its own room, and nothing else';
  test.each(mode === 'C' ? [] : [own])('%s', async () => {
    for (const planted of [marks.previous, marks.learner]) {
      const found = await find(rooms, inRooms(scan, planted));
      expect(found).toEqual(expect.arrayContaining(visible));
      expect(leaked(found, [...forbidden, 'this learner'])).toEqual([]);
    }
  });
});
