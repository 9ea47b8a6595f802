import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An engine that starts has no socket yet, and its process may be one that we cannot see. */
const YOUNG_MS = 60_000;

/** Where an engine listens; the name says whose it is, and only our account may enter it. */
export async function socketFolder(): Promise<string> {
  await sweep();
  return mkdtemp(join(tmpdir(), `fretboard-${process.pid}-`));
}

export const socketIn = (folder: string): string => join(folder, 'engine');

/** Removes what processes left behind that were killed; their engines died with them. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = /^fretboard-(\d+)-\w{6}$/.exec(name)?.[1];
    if (!pid || isAlive(Number(pid))) continue;
    const folder = join(tmpdir(), name);
    // Another account's cannot be looked into and stays. Somebody who listens is of another container with the same files.
    const age = Date.now() - ((await stat(folder).catch(() => null))?.mtimeMs ?? Infinity);
    if (age > YOUNG_MS && (await isDeaf(socketIn(folder))))
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function isDeaf(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket, () => {
      connection.destroy();
      resolve(false);
    });
    connection.once('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code === 'ECONNREFUSED' || code === 'ENOENT'),
    );
  });
}
