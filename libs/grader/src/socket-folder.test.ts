import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { socketFolder, socketIn } from './socket-folder.js';

/** The number of a process that has ended. */
const { pid: gone } = spawnSync(process.execPath, ['--version']);
const LONG_AGO = new Date(Date.now() - 3_600_000);

let made: string[];
const folderOf = (pid: number): string => {
  const folder = mkdtempSync(path.join(tmpdir(), `fretboard-${pid}-`));
  made.push(folder);
  return folder;
};
const listening = async (folder: string) => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(socketIn(folder), resolve));
  return server;
};

beforeEach(() => {
  made = [];
});
afterEach(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

test('removes the folders of processes that were killed, and no other', async () => {
  const left = folderOf(gone);
  // A server that closes takes its socket along; one that is killed does not.
  const program = `require('net').createServer().listen(${JSON.stringify(socketIn(left))}, () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', program]);
  expect(existsSync(socketIn(left))).toBe(true);
  const [empty, starting, mine, elsewhere] = [gone, gone, process.pid, gone].map(folderOf);
  const server = await listening(elsewhere!);
  for (const folder of [left, empty!, mine!, elsewhere!]) utimesSync(folder, LONG_AGO, LONG_AGO);
  made.push(await socketFolder());
  server.close();
  expect([left, empty, starting, mine, elsewhere].map((folder) => existsSync(folder!))).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
});
