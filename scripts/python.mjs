/** Finding Python interpreters that run, fit and can be reached by the account that grades. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Facts only the interpreter knows. The modules are those the grader and Django cannot do without. */
const PROBE = `
import json, os, sys, ctypes, decimal, hashlib, select, socket, sqlite3, unicodedata, zlib
import _ctypes, _sqlite3
own = os.path.realpath(sys.base_prefix)
usual = ("/lib", "/usr/lib", "/lib64", "/usr/lib64")
loaded = {line.split(maxsplit=5)[5].strip() for line in open("/proc/self/maps") if ".so" in line and len(line.split(maxsplit=5)) == 6}
extra = sorted({os.path.dirname(f) for f in loaded if not f.startswith(usual) and not f.startswith(own + "/")})
base = getattr(sys, "_base_executable", sys.executable)
print(json.dumps({"executable": os.path.realpath(base), "prefix": own, "libs": extra,
  "version": "%d.%d.%d" % sys.version_info[:3], "sqlite": sqlite3.sqlite_version, "implementation": sys.implementation.name}))
`;

/** An environment in which the caller's own Python settings change nothing. */
export function pythonEnvironment(extra = {}) {
  const env = { ...process.env, ...extra };
  for (const name of Object.keys(env)) {
    if (
      /^(PYTHON(?!_BUILD)|VIRTUAL_ENV|PIP_(TARGET|PREFIX|USER|REQUIRE_VIRTUALENV)$|__PYVENV)/.test(name) &&
      !(name in extra)
    )
      delete env[name];
  }
  return env;
}

const numbers = (version) => version.split('.').map(Number);
const compare = (a, b) => {
  const [left, right] = [numbers(a), numbers(b)];
  for (let i = 0; i < 3; i += 1)
    if ((left[i] ?? 0) !== (right[i] ?? 0)) return (left[i] ?? 0) - (right[i] ?? 0);
  return 0;
};

/** Whether a version lies in a range such as ">=3.11 <3.14". */
export const fits = (version, range) =>
  range.split(/\s+/).every((part) => {
    const [, operator, bound] = /^(>=|<=|<|>|==)?(.+)$/.exec(part);
    const order = compare(version, bound);
    return { '>=': order >= 0, '<=': order <= 0, '<': order < 0, '>': order > 0, '==': order === 0 }[
      operator ?? '=='
    ];
  });

function probe(file) {
  const { status, stdout, stderr, error } = spawnSync(file, ['-I', '-B', '-c', PROBE], {
    encoding: 'utf8',
    env: pythonEnvironment(),
    timeout: 20_000,
  });
  if (status === 0) {
    try {
      const facts = JSON.parse(stdout.trim().split('\n').at(-1));
      if (facts.implementation === 'cpython') return { ...facts, reachable: reachable(facts.executable) };
      return { file, reason: `is ${facts.implementation}, not CPython` };
    } catch {
      return { file, reason: 'answered nothing readable' };
    }
  }
  return { file, reason: (stderr || error?.message || 'does not run').trim().split('\n').at(-1) };
}

/** Whether an account without rights of its own could open the file: every folder above it lets others pass. */
function reachable(file) {
  for (let dir = path.dirname(file); ; dir = path.dirname(dir)) {
    if ((statSync(dir).mode & 0o001) === 0) return false;
    if (dir === path.dirname(dir)) return true;
  }
}

const entries = (dir) => {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
};

/** Where interpreters live: on PATH, the system's, and those of pyenv, uv, asdf and mise. */
function candidates() {
  const home = os.homedir();
  const named = /^python3(\.\d+)?$/;
  const managed = [
    path.join(process.env.PYENV_ROOT ?? path.join(home, '.pyenv'), 'versions'),
    path.join(
      process.env.UV_PYTHON_INSTALL_DIR ??
        path.join(process.env.XDG_DATA_HOME ?? path.join(home, '.local/share'), 'uv/python'),
    ),
    path.join(home, '.asdf/installs/python'),
    path.join(home, '.local/share/mise/installs/python'),
  ];
  const folders = [
    ...(process.env.PATH ?? '').split(path.delimiter).filter((dir) => dir && !dir.endsWith('/shims')),
    '/usr/bin',
    '/usr/local/bin',
    ...managed.flatMap((dir) => entries(dir).map((version) => path.join(dir, version, 'bin'))),
  ];
  const files = folders.flatMap((dir) =>
    entries(dir)
      .filter((name) => named.test(name))
      .map((name) => path.join(dir, name)),
  );
  return [...new Set([...files].filter((file) => existsSync(file)).map((file) => realpathSync(file)))];
}

let found;
/**
 * Every interpreter of this machine that runs: { executable, version, prefix, libs, sqlite, reachable }, and those that
 * do not with the reason. PYTHON names one to use and no other.
 */
export function pythons() {
  found ??= (() => {
    const named = process.env.PYTHON;
    const all = (named ? [named] : candidates()).map((file) => probe(file));
    const running = [
      ...new Map(all.filter((one) => one.version).map((one) => [one.executable, one])).values(),
    ];
    return { running, failing: all.filter((one) => one.reason) };
  })();
  return found;
}

/** The interpreters in the range, the best first: one every account can reach, then the newest. */
export const pythonsFor = (range) =>
  pythons()
    .running.filter(({ version }) => fits(version, range))
    .toSorted((a, b) => Number(b.reachable) - Number(a.reachable) || compare(b.version, a.version));
