import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SubmissionView, Verdict } from '#contract';
import { exportVerdict, importVerdict } from '#formats';
import { gradeCommand } from '../../apps/cli/src/grade/grade.js';
import { Api } from '../api.js';
import { aDatabase, type TestDatabase } from '../database.js';
import { loadContent } from '../load.js';
import { aVerdict } from '../verdicts.js';
import { aWorker, type TestWorker } from '../worker.js';

const root = path.resolve(import.meta.dirname, '../..');
const EXERCISE = 'first-view';

let database: TestDatabase;
let api: Api;
let worker: TestWorker;
let folder: string;
const said: string[] = [];
beforeAll(async () => {
  database = await aDatabase();
  await loadContent(database.url);
  api = await Api.start(database.url);
  worker = aWorker(database.url);
  folder = await mkdtemp(path.join(tmpdir(), 'fretboard-grade-'));
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
});
afterEach(() => void said.splice(0));
afterAll(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
  await worker?.stop();
  await api?.stop();
  await database?.drop();
});

/** The starter with these files laid over it, as a learner has it on disk. */
async function project(name: string, overlay: string): Promise<string> {
  const to = path.join(folder, name);
  await cp(path.join(root, 'exercises', EXERCISE, 'starter'), to, { recursive: true });
  await cp(path.join(root, 'exercises', EXERCISE, overlay), to, { recursive: true });
  return to;
}

async function gradedByServer(from: string): Promise<Verdict> {
  const cookie = await api.aLearner();
  const exercise = await api.call('get', `/exercises/${EXERCISE}`).expect(200);
  const editable = (exercise.body.files as { path: string; editable: boolean }[]).filter(
    (file) => file.editable,
  );
  const files: Record<string, string> = {};
  for (const { path: name } of editable) files[name] = await readFile(path.join(from, name), 'utf8');
  const sent = await api.call('post', '/submissions', cookie).send({ exercise: EXERCISE, files }).expect(202);
  const read = async () =>
    (await api.call('get', `/submissions/${sent.body.id}`, cookie).expect(200)).body as SubmissionView;
  await expect.poll(async () => (await read()).status, { timeout: 60_000 }).toBe('done');
  return (await read()).verdict!;
}

/** What two machines may differ in. */
function comparable({ usage: _usage, finishedAt: _at, mode: _mode, checks, ...rest }: Verdict) {
  return { ...rest, checks: checks.map(({ durationMs: _ms, ...check }) => check) };
}

describe('npm run grade', () => {
  it.each([
    ['solution', 'solution', 'passed', 0],
    ['wrong', 'wrong/leading-slash', 'failed', 1],
    ['raising', 'wrong/misspelled-name', 'errored', 1],
  ])('gives the verdict of the server for the same seed: %s', async (name, overlay, outcome, code) => {
    const from = await project(name, overlay);
    const server = await gradedByServer(from);
    expect(server.outcome).toBe(outcome);
    const json = path.join(folder, `${name}.json`);
    expect(
      await gradeCommand([from, '--exercise', EXERCISE, '--seed', String(server.seed), '--json', json]),
    ).toBe(code);
    const here = JSON.parse(await readFile(json, 'utf8')) as Verdict;
    expect(here.resultHash).toBe(server.resultHash);
    expect(comparable(here)).toEqual(comparable(server));
  });

  it('gives it also for a project that cannot be loaded', async () => {
    const from = await project('broken-syntax', 'solution');
    await writeFile(path.join(from, 'hello/views.py'), 'def hello(request:\n');
    const server = await gradedByServer(from);
    const json = path.join(folder, 'syntax.json');
    expect(
      await gradeCommand([from, '--exercise', EXERCISE, '--seed', String(server.seed), '--json', json]),
    ).toBe(1);
    expect(comparable(JSON.parse(await readFile(json, 'utf8')) as Verdict)).toEqual(comparable(server));
  });

  it('tells people the first thing that did not hold, with the seed to repeat it', async () => {
    const from = await project('told', 'wrong/misspelled-name');
    expect(await gradeCommand([from, '--exercise', EXERCISE, '--seed', '42'])).toBe(1);
    const text = said.join('\n');
    expect(text).toMatch(/^first-view: errored, \d of \d+ checks hold {2}\(Django 5\.2/);
    expect(text).toMatch(/NameError/);
    expect(text).toMatch(/hello\/views\.py:\d+ {2}\S/);
    expect(text).toContain('Seed 42, engine');
  });

  it('writes the format that is asked for, and nothing beside it', async () => {
    const from = await project('junit', 'solution');
    expect(await gradeCommand([from, '--exercise', EXERCISE, '--format', 'junit'])).toBe(0);
    expect(said).toHaveLength(1);
    expect(importVerdict('junit', said[0]!)).toMatchObject({ outcome: 'passed' });
  });

  it.each([
    ['an exercise that is not there', ['--exercise', 'nothing'], 'unknown-exercise'],
    ['no exercise', [], 'Name one folder'],
    ['a seed that is none', ['--exercise', EXERCISE, '--seed', 'seven'], '--seed is a number'],
    ['a format nobody knows', ['--exercise', EXERCISE, '--format', 'excel'], '--format is one of'],
    ['an option nobody knows', ['--exercise', EXERCISE, '--loud'], 'Unknown option'],
    ['a runtime that is not installed', ['--exercise', EXERCISE, '--runtime', 'django-1.0'], 'broken'],
  ])('answers 2 for %s', async (_name, args, sentence) => {
    const from = await project('asked', 'solution');
    expect(await gradeCommand([from, ...args])).toBe(2);
    expect(said.join('\n')).toContain(sentence);
  });

  it('answers 2 for a folder that is not there', async () => {
    expect(await gradeCommand([path.join(folder, 'nowhere'), '--exercise', EXERCISE])).toBe(2);
    expect(said.join('\n')).toContain('There is no folder');
  });

  it('answers 2, and not the 1 of work that did not pass, when its result cannot be written', async () => {
    const from = await project('unwritten', 'solution');
    const json = path.join(folder, 'no/such/folder.json');
    expect(await gradeCommand([from, '--exercise', EXERCISE, '--json', json])).toBe(2);
  });

  it('shows the result of another program, refuses a hostile one, and says that it is no evidence', async () => {
    const file = path.join(folder, 'report.xml');
    await writeFile(file, exportVerdict('junit', aVerdict('failed')));
    expect(await gradeCommand(['show', file, '--format', 'junit'])).toBe(1);
    expect(said.join('\n')).toMatch(/junit: failed, 1 of 3 tests hold.*never evidence[\s\S]*✗ One query/);
    await writeFile(file, '<!DOCTYPE x [<!ENTITY a "b">]><testsuite/>');
    expect(await gradeCommand(['show', file, '--format', 'junit'])).toBe(2);
    expect(said.join('\n')).toContain('Refused (doctype)');
    expect(await gradeCommand(['show', `${file}.gone`, '--format', 'junit'])).toBe(2);
  });
});
