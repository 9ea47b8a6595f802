/** Network namespaces, in which the tests let one machine be several. Nothing else in Fretboard needs them. */
import { spawnSync } from 'node:child_process';
import { step } from './progress.mjs';
import { onPath, run } from './run.mjs';

/** Whether several hosts can be made here: root, iproute2, and a kernel that lets us. */
export function hostsCanBeMade() {
  const ip = onPath('ip');
  if (process.getuid?.() !== 0 || !ip || !onPath('nsenter')) return false;
  const name = `fb-probe-${process.pid}`;
  const made = spawnSync(ip, ['netns', 'add', name], { stdio: 'ignore' }).status === 0;
  if (made) spawnSync(ip, ['netns', 'delete', name], { stdio: 'ignore' });
  return made;
}

/** Installs iproute2 where that takes no asking. */
export async function installNetworkTools() {
  if (onPath('ip') || process.getuid?.() !== 0 || !onPath('apt-get')) return;
  await step('Installing iproute2 for the test of several hosts', async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-q'], { env, timeoutMs: 120_000 });
    await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'iproute2'], {
      env,
      timeoutMs: 120_000,
    });
  });
}
