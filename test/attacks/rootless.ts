import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runtimesDir } from './exercise.js';

const NOBODY = 65_534;

/** A runtime started by an ordinary user: what a machine gives to somebody who is not root. */
export function rootlessRuntimes(name = 'django-5.2'): { runtimesDir: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'rootless-'));
  chmodSync(folder, 0o755);
  const file = path.join(runtimesDir, name, 'runtime.json');
  const info = JSON.parse(readFileSync(file, 'utf8')) as { python: string; site: string };
  mkdirSync(path.join(folder, name));
  // The folder of data is private, so what lies in it has to be reached another way.
  const site = path.join(folder, name, 'site');
  execFileSync('cp', ['-a', info.site, site]);
  const python = path.join(folder, name, 'python');
  const lines = [
    `#!${info.python}`,
    'import glob, os, sys',
    // The engine's socket lies in a folder of the account that starts it; here that account changes on the way.
    `for folder in glob.glob(${JSON.stringify(tmpdir())} + f"/fretboard-{os.getppid()}-*"): os.chown(folder, ${NOBODY}, ${NOBODY})`,
    `os.setgroups([]); os.setgid(${NOBODY}); os.setuid(${NOBODY})`,
    `os.execv(${JSON.stringify(info.python)}, [${JSON.stringify(info.python)}, *sys.argv[1:]])`,
  ];
  writeFileSync(python, lines.join('\n'), { mode: 0o755 });
  writeFileSync(path.join(folder, name, 'runtime.json'), JSON.stringify({ ...info, python, site }));
  return { runtimesDir: folder, remove: () => rmSync(folder, { recursive: true }) };
}
