import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** When a process was started, in the kernel's ticks: its number alone may belong to another one by now. */
function bornAt(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Who holds the lock now: what they wrote into it, or undefined when nobody lives who does. */
export function holderOf(file) {
  const found = read(file);
  return found && bornAt(found.pid) === found.born ? found : undefined;
}

/**
 * Takes the lock or says who has it. A lock whose process is gone counts as free, so a crash needs no cleaning up.
 * Returns { holder } or { release, note, inherited }: `note` writes facts for others to read, `inherited` is true when
 * the one before did not let go of it properly.
 */
export function tryLock(file, facts = {}) {
  mkdirSync(path.dirname(file), { recursive: true });
  const mine = { ...facts, pid: process.pid, born: bornAt(process.pid) };
  let inherited = false;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(file, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
      const note = (more) => writeFileSync(file, JSON.stringify(Object.assign(mine, more)));
      const release = () => read(file)?.pid === process.pid && rmSync(file, { force: true });
      return { release, note, inherited };
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = holderOf(file);
    if (holder) return { holder };
    inherited = true;
    rmSync(file, { force: true });
  }
  return { holder: read(file) ?? {} };
}

/** Runs `work` while holding the lock, waiting for whoever has it. */
export async function withLock(file, work) {
  for (;;) {
    const { release } = tryLock(file);
    if (release) {
      try {
        return await work();
      } finally {
        release();
      }
    }
    await sleep(200);
  }
}
