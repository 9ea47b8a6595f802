import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { holderOf, tryLock } from '../../scripts/lock.mjs';
import { startPostgres } from '../../scripts/postgres.mjs';
import { fits } from '../../scripts/python.mjs';
import { explain } from '../../scripts/trouble.mjs';
import { root } from '../running.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'fretboard-set-up-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.for([
  ['3.11.2', true],
  ['3.13.9', true],
  ['3.10.13', false],
  ['3.14.0', false],
  ['3.9.18', false],
] as const)('Python %s in the range >=3.11 <3.14: %s', ([version, expected]) => {
  expect(fits(version, '>=3.11 <3.14')).toBe(expected);
});

describe('the lock of a data folder', () => {
  const file = () => path.join(folder, 'some.lock');

  it('names who has it, to that account alone', () => {
    tryLock(file(), { url: 'http://127.0.0.1:3000' });
    expect(tryLock(file()).holder).toMatchObject({ pid: process.pid, url: 'http://127.0.0.1:3000' });
    expect(statSync(file()).mode & 0o077).toBe(0);
  });

  it('is free again when released', () => {
    tryLock(file()).release?.();
    expect(tryLock(file())).toMatchObject({ inherited: false });
  });

  it('of a process that is gone counts as free', async () => {
    const gone = spawn('true');
    await once(gone, 'exit');
    writeFileSync(file(), JSON.stringify({ pid: gone.pid, born: '1' }));
    expect(tryLock(file())).toMatchObject({ inherited: true });
  });

  it('of a process whose number now belongs to another counts as free', () => {
    writeFileSync(file(), JSON.stringify({ pid: process.pid, born: '1' }));
    expect(holderOf(file())).toBeUndefined();
  });
});

describe('the embedded PostgreSQL', () => {
  it('starts when the file of a crashed one names a process that is now something else', async () => {
    const dataDir = path.join(folder, 'postgres');
    const first = await startPostgres({ dataDir, durable: false });
    await first.stop();
    writeFileSync(path.join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n1\n5432\n\n127.0.0.1\n`);
    const second = await startPostgres({ dataDir, durable: false });
    expect(second.url).toContain('127.0.0.1');
    await second.stop();
  });

  it('is not for other accounts of the machine: it asks for a password that only the owner can read', async () => {
    const dataDir = path.join(folder, 'postgres');
    const server = await startPostgres({ dataDir, durable: false });
    const { default: pg } = await import('pg');
    const open = new URL(server.url);
    open.password = 'guessed';
    await expect(new pg.Client({ connectionString: open.href }).connect()).rejects.toThrow(
      /password authentication failed/,
    );
    expect(statSync(`${dataDir}.secret`).mode & 0o077).toBe(0);
    await server.stop();
  });
});

test.for([
  ['ENOSPC: no space left on device, write', /disk is full/],
  ['initdb: could not write: No space left on device', /disk is full/],
  ['EROFS: read-only file system', /cannot be written/],
  ["EACCES: permission denied, open '/x'", /may not be read or written by this account/],
  ['npm error request failed, reason: getaddrinfo EAI_AGAIN registry', /network could not be reached/],
] as const)('"%s" is told as a sentence with a remedy', ([text, sentence]) => {
  const trouble = explain(new Error(text), 'trying');
  expect(trouble?.message).toMatch(sentence);
  expect(trouble?.remedy?.length).toBeGreaterThan(20);
});

it('does not explain what it does not know', () => {
  expect(explain(new Error('undefined is not a function'), 'trying')).toBeUndefined();
});

it('npm run doctor lists what is here for programs, and changes nothing', () => {
  const dataDir = path.join(folder, 'data');
  const { status, stdout } = spawnSync(process.execPath, ['scripts/doctor.mjs', '--json'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, DATA_DIR: dataDir },
  });
  const { ok, findings } = JSON.parse(stdout) as {
    ok: boolean;
    findings: { name: string; state: string; remedy?: string }[];
  };
  expect(status).toBe(ok ? 0 : 1);
  expect(findings.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Node', 'Python', 'PostgreSQL', 'Isolation', 'Disk', 'Port']),
  );
  expect(findings.filter(({ state, remedy }) => state !== 'ok' && !remedy)).toEqual([]);
  expect(existsSync(dataDir)).toBe(false);
});

it('npm run doctor misses a Python for the standard Django alone; for another it is a note', () => {
  const { stdout } = spawnSync(process.execPath, ['scripts/doctor.mjs', '--json'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, DATA_DIR: path.join(folder, 'data'), PYTHON: '/bin/false' },
  });
  const { findings } = JSON.parse(stdout) as { findings: { name: string; state: string }[] };
  const states = findings.filter(({ name }) => name.startsWith('Runtime ')).map(({ state }) => state);
  expect(states).toEqual(['missing', 'note', 'note']);
});

it('the integration server runs npm test and nothing else', () => {
  const lines = readFileSync(path.join(root, '.ci/run'), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));
  expect(lines).toEqual(['set -euo pipefail', 'cd "$(dirname "$0")/.."', 'exec npm test']);
});

describe('npm run check runs nothing', () => {
  const check = (script: string, ...args: string[]) =>
    spawnSync(process.execPath, [`scripts/${script}.mjs`, ...args], { cwd: root, encoding: 'utf8' });

  test.for(['check', 'test'])('when %s is asked how it is used', (script) => {
    const { status, stdout } = check(script, '--help');
    expect([status, stdout]).toEqual([0, expect.stringMatching(/--fix[^]*\nSteps: [^]*browser/)]);
    expect(stdout).not.toMatch(/\d+ passed/);
  });

  test.for([
    ['--fxi', 'There is no option "--fxi".'],
    ['brwoser', 'There is no step "brwoser".'],
  ])('when it is told %s', ([word, sentence]) => {
    const { status, stdout, stderr } = check('check', word!);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(sentence);
    expect(stderr).toContain('Steps: ');
  });
});
