/** A Redis for the tests that compare both kinds of queue. Nothing else in Fretboard needs one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { leash } from './leash.mjs';
import { freePort } from './postgres.mjs';
import { step } from './progress.mjs';
import { onPath, run } from './run.mjs';

export const redisServer = () => onPath('redis-server', 'valkey-server');

/** Installs one where that takes no asking. */
export async function installRedis() {
  if (redisServer() || process.getuid?.() !== 0 || !onPath('apt-get')) return redisServer();
  await step('Installing redis-server for the tests of the queue', async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    await run('apt-get', ['update', '-q'], { env, timeoutMs: 120_000 });
    await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'redis-server'], {
      env,
      timeoutMs: 120_000,
    });
  });
  return redisServer();
}

/** Starts a server of one's own that keeps nothing. Ask `redisServer()` first whether there is one. */
export async function startRedis() {
  const port = await freePort();
  const args = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--daemonize',
    'no',
  ];
  const child = spawn(redisServer(), args, { cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.pid) leash(child);
  let said = '';
  await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}\n${said}`)));
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said = (said + text).slice(-4_000);
      if (/ready to accept connections/i.test(said)) resolve();
    });
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return { url: `redis://127.0.0.1:${port}`, stop };
}
