import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { preloaded, root } from '../scripts/run.mjs';

/**
 * A worker in a process of its own, as it runs in production: from the build. `through` is a command that it is started
 * with, such as one that enters another network.
 */
export function aWorker(
  databaseUrl: string,
  env: Record<string, string> = {},
  { folder = root, through = [] }: { folder?: string; through?: readonly string[] } = {},
) {
  const main = path.join(folder, 'dist/apps/worker/src/main.js');
  const [command, ...args] = [...through, process.execPath, ...preloaded, main];
  const child = spawn(command, args, {
    cwd: folder,
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      REDIS_URL: '',
      LOG_LEVEL: 'warn',
      GRADING_SLOTS: '1',
      GRADING_LEASE_MS: '1500',
      GRADING_AUDIT_PERCENT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stdout.on('data', (text) => (log += text));
  child.stderr.on('data', (text) => (log += text));
  return {
    child,
    log: () => log,
    async stop(signal: NodeJS.Signals = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await once(child, 'exit');
    },
  };
}
export type TestWorker = ReturnType<typeof aWorker>;
