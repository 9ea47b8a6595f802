/** Counts what an engine holds: processes, private memory, namespaces, mounts, control groups, files, descriptors. */
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const attempt = (read, otherwise) => {
  try {
    return read();
  } catch {
    return otherwise; // it ended while we looked, or we may not look
  }
};

function processes() {
  const children = new Map();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const stat = attempt(() => readFileSync(`/proc/${name}/stat`, 'utf8'), null);
    if (stat === null) continue;
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return children;
}

/**
 * The engine that this process started, by generation: launcher and container, manager, forkers, and the children that
 * run submissions at this moment.
 */
function generations() {
  const children = processes();
  const below = (pids) => pids.flatMap((pid) => children.get(pid) ?? []);
  const launchers = below([process.pid]).filter((pid) =>
    attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'), '').includes('launch.py'),
  );
  const containers = below(launchers);
  const managers = below(containers);
  const forkers = below(managers);
  return { outside: [...launchers, ...containers], managers, forkers, children: below(forkers) };
}

/** Private memory in MB, or null where we may not look. */
function privateMemory(pid) {
  const text = attempt(() => readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'), '');
  const found = [...text.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB/gm)];
  return found.length === 0 ? null : found.reduce((sum, [, kilobytes]) => sum + Number(kilobytes), 0) / 1_024;
}

/** Private memory of each process of a generation, in MB. */
export function memoryOf(generation) {
  return generations()
    [generation].map(privateMemory)
    .filter((one) => one !== null);
}

const entries = (folder) => attempt(() => readdirSync(folder), []);

function namespaces(pids) {
  const kinds = ['user', 'mnt', 'pid', 'net', 'ipc', 'uts'];
  const found = pids.flatMap((pid) =>
    kinds.map((kind) => attempt(() => readlinkSync(`/proc/${pid}/ns/${kind}`), '')),
  );
  return new Set(found).size;
}

/** Control groups of our launchers, of all controllers; a group carries the number of the launcher that made it. */
function controlGroups(launchers) {
  const names = new Set(launchers.map((pid) => `fretboard-${pid}`));
  const search = (folder, depth) =>
    entries(folder).reduce((count, name) => {
      const inner = path.join(folder, name);
      if (names.has(name))
        return count + 1 + entries(inner).filter((one) => /^(subject|judge)-/.test(one)).length;
      return depth > 0 && !name.includes('.') ? count + search(inner, depth - 1) : count;
    }, 0);
  return search('/sys/fs/cgroup', 3);
}

/** Everything that could grow, at a moment in which nothing runs. */
export function census() {
  const { outside, managers, forkers, children } = generations();
  const all = [...outside, ...managers, ...forkers, ...children];
  const memory = [...managers, ...forkers].map((pid) => privateMemory(pid) ?? 0);
  return {
    processes: all.length,
    memory: memory.reduce((sum, one) => sum + one, 0),
    namespaces: namespaces(all),
    mounts: [...managers, ...forkers].reduce(
      (sum, pid) => sum + attempt(() => readFileSync(`/proc/${pid}/mounts`, 'utf8').split('\n').length, 0),
      0,
    ),
    cgroups: controlGroups(outside),
    files: entries(os.tmpdir()).filter((name) => name.startsWith(`fretboard-${process.pid}-`)).length,
    descriptors: [process.pid, ...all].reduce((sum, pid) => sum + entries(`/proc/${pid}/fd`).length, 0),
  };
}
