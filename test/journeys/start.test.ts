import { spawnSync } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../../scripts/postgres.mjs';
import { aDatabase } from '../database.js';
import { aDataDir, noneIsLeft, processesOf, root, start, type Started } from '../running.js';

const script = [process.execPath, path.join(root, 'scripts/start.mjs')];
const READY = /Fretboard is ready: (\S+)/;

let dataDir: string;
let remove: () => void;
let started: Started[];
beforeEach(() => {
  ({ dataDir, remove } = aDataDir());
  started = [];
});
afterEach(async () => {
  for (const one of started) one.process.kill('SIGTERM');
  await Promise.all(started.map(({ ended }) => ended));
  for (const { pid } of processesOf(dataDir)) process.kill(pid, 'SIGKILL');
  await noneIsLeft(dataDir, 10_000);
  remove();
});

async function launch(command: string[], env: Record<string, string> = {}): Promise<Started> {
  const one = start(command, { DATA_DIR: dataDir, PORT: String(await freePort()), ...env });
  started.push(one);
  return one;
}
const pidOf = (door: string) =>
  processesOf(dataDir).find(({ command }) => command.includes(`apps/${door}/src/main.js`))?.pid;

describe('npm start', () => {
  // One after the other on the same data, because a first start takes as long as three others.
  it('serves, refuses a second copy, restarts a crashed worker, and leaves no orphan however it ends', async () => {
    const npm = await launch(['npm', 'start']);
    await npm.says(READY);
    npm.process.kill('SIGKILL');
    await expect(noneIsLeft(dataDir, 20_000)).resolves.toBeUndefined();

    const first = await launch(script);
    await first.says(READY);
    const url = READY.exec(first.said())![1]!;
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect(first.said()).toMatch(/learner.*\n.*mentor.*\n.*author.*\n.*steward/);

    const second = await launch(script);
    expect(await second.ended).toBe(1);
    expect(second.said()).toContain('already running');
    expect(second.said()).toContain(url);

    expect(pidOf('api')).toEqual(expect.any(Number));
    const before = pidOf('worker')!;
    process.kill(before, 'SIGKILL');
    await first.says(/The worker was ended by SIGKILL; it is started again in 0\.5 s/);
    await expect.poll(() => pidOf('worker'), { timeout: 5_000 }).toEqual(expect.any(Number));
    expect(pidOf('worker')).not.toBe(before);

    first.process.kill('SIGKILL');
    await noneIsLeft(dataDir, 15_000);
    const again = await launch(script);
    await again.says(READY);
    again.process.kill('SIGTERM');
    expect(await again.ended).toBe(0);
    await noneIsLeft(dataDir, 1_000);
  });
});

describe('npm start says in one sentence what is wrong, and what to do', () => {
  /** What it says when it gives up: without a stack, because it was foreseen, and with nothing left running. */
  async function refusal(env: Record<string, string>, command = script): Promise<string> {
    const one = await launch(command, env);
    expect(await one.ended).toBe(1);
    expect(one.said()).not.toContain('    at ');
    await noneIsLeft(dataDir, 5_000);
    return one.said();
  }

  it('when the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const said = await refusal({ PORT: String(port) });
    await new Promise((resolve) => other.close(resolve));
    expect(said).toContain(`Port ${port} on 127.0.0.1 is used by another program.`);
    expect(said).toContain(`PORT=${port + 1} npm start`);
  });

  it('when the port is no port', async () => {
    expect(await refusal({ PORT: 'eighty' })).toMatch(/PORT is "eighty", .*\n.*a number from 1 to 65535/);
  });

  it('when there is no Python', async () => {
    const said = await refusal({ DATA_DIR: path.join(dataDir, 'empty'), PYTHON: '/nowhere/python3' });
    expect(said).toMatch(/No Python in the range .*\n.*apt-get install python3/);
  });

  it('when the database named does not answer', async () => {
    const said = await refusal({ DATABASE_URL: `postgres://someone@127.0.0.1:${await freePort()}/none` });
    expect(said).toMatch(/The PostgreSQL of DATABASE_URL cannot be used: .*ECONNREFUSED.*\n.*runs its own/);
  });

  it('when the Redis named does not answer', async () => {
    const said = await refusal({ REDIS_URL: `redis://127.0.0.1:${await freePort()}` });
    expect(said).toMatch(/The Redis of REDIS_URL does not answer .*\n.*jobs wait in PostgreSQL/);
  });

  it('when the data folder cannot be made', async () => {
    const file = path.join(dataDir, 'file');
    writeFileSync(file, '');
    expect(await refusal({ DATA_DIR: path.join(file, 'data') })).toMatch(
      /The data folder .* cannot be used.*\n.*DATA_DIR/,
    );
  });

  const limitable = [
    'unshare',
    '-U',
    '--map-current-user',
    '--keep-caps',
    'sh',
    '-c',
    'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"',
    'sh',
  ];
  const canLimit = spawnSync(limitable[0]!, [...limitable.slice(1), 'true']).status === 0;
  it.skipIf(!canLimit)(
    'when the asked isolation is not to be had: it serves, and refuses to grade',
    async () => {
      const database = await aDatabase();
      // Without namespaces Landlock would do where there is it; who asks for B gets B or nothing.
      const env = { DATABASE_URL: database.url, GRADER_MODE: 'B' };
      const one = await launch([...limitable, ...script], env);
      await one.says(/Submissions are NOT graded: .*namespaces/);
      expect(one.said()).toMatch(READY);
      expect(one.said()).not.toContain('sample people'); // only with the database of its own
      one.process.kill('SIGTERM');
      expect(await one.ended).toBe(0);
      await database.drop();
    },
  );

  const mountable = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
  it.skipIf(!mountable)('when the disk is full', async () => {
    const small = [
      'unshare',
      '-rm',
      'sh',
      '-c',
      'mount -t tmpfs -o size=20m tmpfs "$SMALL" && exec "$@"',
      'sh',
    ];
    const said = await refusal({ SMALL: dataDir, DATA_DIR: path.join(dataDir, 'data') }, [
      ...small,
      ...script,
    ]);
    expect(said).toMatch(/The disk of .* is full: \d+ MB are left.*\n.*Free some space/);
  });
});
