import type { ExerciseBundle, IsolationMode } from '#contract';
import { projectKind } from './kinds/project.js';
import { Refused } from './engine.js';
import type { Engines } from './engines.js';
import { limitsOf } from './limits.js';
import type { RuntimeInfo } from './runtimes.js';

export interface Isolation {
  mode: IsolationMode | null;
  reason: string;
}

/** Tries what must not work. The learner's half does the trying, so the probe takes the same road as any submission. */
const TRIES = `
import os, socket

def tries():
    found = []
    for name, act in (
        ("start a process", os.fork),
        ("open a socket", lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM)),
        ("read the process table", lambda: os.listdir("/proc")),
        ("read the machine's accounts", lambda: open("/etc/passwd").read()),
        ("write outside its folder", lambda: open("/runtime/site/probe", "w")),
        ("change its user", lambda: os.setuid(0)),
        ("name the harness", lambda: os.listdir("/runtime/harness")),
    ):
        try:
            act()
        except OSError:
            continue
        found.append(name)
    return found
`;

const CHECKS = `
from grading.case import CheckCase

class Checks(CheckCase):
    def test_contained(self):
        found = self.subject.call("tries:tries")
        self.require(found == [], found=", ".join(map(str, found)))
`;

const bundle: ExerciseBundle = {
  slug: 'probe',
  hash: '0'.repeat(64),
  title: 'Probe of the sandbox',
  kind: 'implement',
  skills: ['probe'],
  level: 'foundation',
  minutes: 10,
  django: null,
  python: null,
  packages: [],
  edit: ['tries.py'],
  timeoutSeconds: 10,
  status: 'draft',
  authors: ['engine'],
  task: '',
  hints: [],
  checks: [{ id: 'contained', title: 'Nothing gets out', needs: [], onFail: '{found}', see: null }],
  starter: { 'tries.py': TRIES },
  visible: {},
  hidden: { 'test_checks.py': CHECKS },
  solution: {},
  accepted: [],
  wrong: [],
  mutants: [],
  startFails: null,
  mentorNotes: null,
};

/** The strongest isolation this machine gives, proved by a run that tries to break out. */
export async function probe(runtime: RuntimeInfo, engines: Engines): Promise<Isolation> {
  if (process.platform !== 'linux') {
    return { mode: null, reason: 'Grading needs Linux namespaces. On this system, run the Linux image.' };
  }
  const jobs = projectKind('implement').jobsOf({ bundle, files: {}, runtime: runtime.name, seed: 1 });
  try {
    return await engines.with(runtime, async (kept) => {
      const engine = await kept.engine();
      const seen = await engine.run({ jobs, limits: limitsOf(bundle), prepared: null });
      const check = seen.records.find((record) => record.t === 'check');
      if (!check) {
        const last = seen.diagnostics.trim().split('\n').at(-1) ?? '';
        return { mode: null, reason: `The sandbox could not be started: ${last || 'no report'}.` };
      }
      if (check.status !== 'passed') {
        const found = check.facts?.['found'] ?? check.error?.message ?? check.status;
        return { mode: null, reason: `The sandbox does not hold: code in it could ${found}.` };
      }
      return engine.mode === 'A'
        ? { mode: 'A', reason: 'User namespace and control groups.' }
        : { mode: 'B', reason: `User namespace, and ${engine.without}.` };
    });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { mode: null, reason: error.message };
  }
}
