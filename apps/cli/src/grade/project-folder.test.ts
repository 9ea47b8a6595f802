import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExerciseBundle } from '#contract';
import { readContent } from '#content';
import { smallContent } from '../../../../test/content.js';
import { readProject } from './project-folder.js';

const VIEWS = 'hello/views.py';
let folder: string;
let bundle: ExerciseBundle;

beforeEach(async () => {
  bundle = (await readContent(smallContent)).exercises[0]!;
  folder = await mkdtemp(join(tmpdir(), 'fretboard-project-'));
  for (const [path, text] of Object.entries(bundle.starter)) await put(path, text);
});
afterEach(() => rm(folder, { recursive: true }));

async function put(path: string, text: string | Buffer): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

const refusal = () =>
  readProject(folder, bundle).then(
    () => 'taken',
    ({ problem, message }: { problem: string; message: string }) => `${problem}: ${message}`,
  );

describe('a project folder', () => {
  it('gives the files that may be changed and nothing else', async () => {
    expect(bundle.edit).toEqual([VIEWS]);
    await put(VIEWS, 'x = 1\n');
    expect(await readProject(folder, bundle)).toEqual({ files: { [VIEWS]: 'x = 1\n' }, notes: [] });
  });

  it('may hold what tools leave behind, and is told what was left out', async () => {
    await put('.git/config', 'secret');
    await put('hello/__pycache__/views.pyc', Buffer.from([0, 1, 2]));
    await put('notes.txt', Buffer.from([0xff]));
    await put('project/settings.py', 'DEBUG = "mine"\n');
    const { files, notes } = await readProject(folder, bundle);
    expect(Object.keys(files)).toEqual([VIEWS]);
    expect(notes).toEqual([
      'project/settings.py: changed, but not part of the hand-in; the exercise’s own was used',
      'notes.txt: not part of the exercise; left out',
    ]);
  });

  it('takes every file below an entry that stands for a folder', async () => {
    bundle = { ...bundle, edit: ['hello/'] };
    await put('hello/new/deep.py', 'y = 2\n');
    const { files } = await readProject(folder, bundle);
    expect(Object.keys(files)).toEqual(['hello/new/deep.py', VIEWS]);
  });
});

describe('a project folder is refused by the name the server has for it', () => {
  it('for a link in the place of a file, or of a folder above one', async () => {
    await rm(join(folder, VIEWS));
    await symlink('/etc/passwd', join(folder, VIEWS));
    expect(await refusal()).toBe(
      `file-path-invalid: ${VIEWS} is a link; only plain files and folders are accepted.`,
    );
    await rm(join(folder, 'hello'), { recursive: true });
    await symlink('/etc', join(folder, 'hello'));
    expect(await refusal()).toContain('file-path-invalid: hello is a link');
  });

  it('for a folder in the place of a file', async () => {
    await rm(join(folder, VIEWS));
    await mkdir(join(folder, VIEWS));
    expect(await refusal()).toContain(`file-path-invalid: ${VIEWS} is a folder`);
  });

  it('for what is no text: NUL, or bytes that are not UTF-8', async () => {
    await put(VIEWS, 'a = "\u0000"');
    expect(await refusal()).toBe(`file-not-text: ${VIEWS} holds a NUL character.`);
    await put(VIEWS, Buffer.from([0x63, 0x61, 0x66, 0xe9]));
    expect(await refusal()).toBe(`file-not-text: ${VIEWS} is not text in UTF-8.`);
  });

  it('for size: one file, all files, too many files', async () => {
    await put(VIEWS, 'x'.repeat(64_001));
    expect(await refusal()).toContain(`files-too-large: ${VIEWS} has 64001 bytes`);
    await put(VIEWS, 'x'.repeat(64_000));
    expect(await refusal()).toBe('taken');
    bundle = { ...bundle, edit: ['hello/'] };
    for (const name of ['a', 'b', 'c', 'd']) await put(`hello/${name}.py`, 'x'.repeat(64_000));
    expect(await refusal()).toContain('files-too-large: The files have 320000 bytes together');
    for (let number = 0; number < 41; number += 1) await put(`hello/${number}.py`, '');
    expect(await refusal()).toMatch(/too-many-files|files-too-large/);
  });

  it('for nothing: another folder by mistake', async () => {
    await rm(join(folder, VIEWS));
    expect(await refusal()).toBe(`no-files: None of the files to hand in is in this folder: ${VIEWS}.`);
  });

  it('for a name with a control character that would be handed in', async () => {
    bundle = { ...bundle, edit: ['hello/'] };
    await put('hello/\u001B[31m.py', 'x = 1\n');
    expect(await refusal()).toBe('file-path-invalid: hello/\uFFFD[31m.py is not a name that is accepted.');
  });
});
