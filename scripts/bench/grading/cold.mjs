/** What others do for each submission: start Python and Django, alone or in a sandbox of the distribution. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onPath } from '../../run.mjs';
import { writeProject } from './sample.mjs';

/** The shell's `times` tells the processor time of what it waited for; user and system of the children come last. */
const TIMED = '"$@" >out 2>&1; code=$?; times; exit $code';

function seconds(text) {
  const [, minutes, rest] = /(\d+)m([\d.]+)s/.exec(text);
  return Number(minutes) * 60 + Number(rest);
}

export class ColdProject {
  /** The sample on disk with its byte code compiled, as an image would have it. */
  static async make(runtime) {
    const project = new ColdProject(runtime, mkdtempSync(path.join(os.tmpdir(), 'fretboard-cold-')));
    await writeProject(project.folder);
    spawnSync(runtime.python, ['-m', 'compileall', '-q', runtime.site, project.folder]);
    await project.test([]);
    return project;
  }

  constructor(runtime, folder) {
    this.runtime = runtime;
    this.folder = folder;
  }

  get command() {
    return [this.runtime.python, '-s', 'manage.py', 'test'];
  }

  get environment() {
    return { PATH: '/usr/bin:/bin', PYTHONPATH: this.runtime.site, PYTHONHASHSEED: '0', LANG: 'C.UTF-8' };
  }

  /** Runs the tests behind `wrapper`, a command that runs a command. Rejects unless all five pass. */
  test(wrapper, command = this.command) {
    const began = performance.now();
    return new Promise((resolve, reject) => {
      const child = spawn('/bin/sh', ['-c', TIMED, 'sh', ...wrapper, ...command], {
        cwd: this.folder,
        env: this.environment,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let said = '';
      child.stdout.on('data', (chunk) => (said += chunk));
      child.once('error', reject);
      child.once('close', (code) => {
        const ms = performance.now() - began;
        if (code !== 0) return reject(new Error(`${wrapper[0] ?? command[0]} ended with ${code}`));
        // What ran in a process namespace of its own is not among the children that the shell waited for.
        if (wrapper.length > 0) return resolve({ ms, cpuMs: null });
        const cpuMs =
          said
            .trim()
            .split(/\s+/)
            .slice(-2)
            .map(seconds)
            .reduce((sum, one) => sum + one) * 1_000;
        return resolve({ ms, cpuMs });
      });
    });
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function bubblewrap(program, { folder }) {
  const see = '--ro-bind / / --proc /proc --dev /dev --tmpfs /tmp'.split(' ');
  const write = ['--bind', folder, folder, '--chdir', folder];
  return [program, '--unshare-all', '--die-with-parent', ...see, ...write, '--'];
}

/** One container for each run, as an OCI runtime makes it, without an image or a daemon. */
function container(project) {
  const mounts = [
    { destination: '/proc', type: 'proc', source: 'proc' },
    { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['nosuid', 'mode=755', 'size=64k'] },
    { destination: '/tmp', type: 'tmpfs', source: 'tmpfs', options: ['nosuid', 'nodev', 'size=32m'] },
    { destination: project.folder, type: 'bind', source: project.folder, options: ['bind', 'rw'] },
  ];
  const namespaces = ['pid', 'network', 'ipc', 'uts', 'mount'].map((type) => ({ type }));
  const bundle = path.join(project.folder, '.container');
  mkdirSync(bundle, { recursive: true });
  writeFileSync(
    path.join(bundle, 'config.json'),
    JSON.stringify({
      ociVersion: '1.0.2',
      root: { path: '/', readonly: true },
      mounts,
      linux: { namespaces },
      process: {
        terminal: false,
        user: { uid: 0, gid: 0 },
        cwd: project.folder,
        args: project.command,
        env: Object.entries(project.environment).map(([name, value]) => `${name}=${value}`),
        noNewPrivileges: true,
      },
    }),
  );
  return bundle;
}

/** Variants of what is on this machine, and a sentence about each program that is not or does not work here. */
export async function peers(project) {
  const variants = [];
  const notes = [];
  let count = 0;
  const oci = (program) => () => {
    count += 1;
    const bundle = container(project);
    return project.test([program, 'run', '--bundle', bundle, `fretboard-bench-${process.pid}-${count}`], []);
  };
  const known = {
    bwrap: (program) => () => project.test(bubblewrap(program, project)),
    crun: oci,
    runc: oci,
  };
  for (const [name, variant] of Object.entries(known)) {
    const program = onPath(name);
    if (!program) {
      notes.push(`${name}: not on this machine, not compared`);
      continue;
    }
    const once = variant(program);
    try {
      await once();
      variants.push({ id: name, once });
    } catch (error) {
      notes.push(`${name}: does not run here (${error.message}), not compared`);
    }
  }
  return { variants, notes };
}
