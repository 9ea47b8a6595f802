/** Starts Fretboard as `npm start` does, with a data folder of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { root } from '../run.mjs';

/** Resolves when the first page can be asked for; `ms` is the time from the command to that. */
export async function startStack(dataDir, env = {}) {
  const began = performance.now();
  const child = spawn(process.execPath, [path.join(root, 'scripts/start.mjs')], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: '',
      REDIS_URL: '',
      DATA_DIR: dataDir,
      PORT: '0',
      SIGN_UPS_PER_HOUR: '100000',
      REQUESTS_PER_MINUTE: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const url = await new Promise((resolve, reject) => {
    const read = (chunk) => {
      printed += chunk;
      const ready = /Fretboard is ready: (http:\/\/\S+)/.exec(printed);
      if (ready) resolve(ready[1]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) =>
      reject(new Error(`Fretboard ended with ${code}.\n${printed.slice(-3_000)}`)),
    );
  });
  const ms = performance.now() - began;
  return {
    url,
    ms,
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
