import { z } from 'zod';
import type { ExerciseBundle, IsolationMode } from '#contract';
import { projectKind } from './kinds/project.js';
import { type Mode, Refused } from './engine.js';
import { Engines } from './engines.js';
import { limitsOf } from './limits.js';
import type { RuntimeInfo } from './runtimes.js';

export interface Isolation {
  mode: IsolationMode | null;
  reason: string;
}

/** `auto` takes the strongest that holds; the others are for machines and tests that must have this one. */
export const graderMode = z.enum(['auto', 'A', 'B', 'C']);
export type GraderMode = z.infer<typeof graderMode>;

/**
 * Tries what must not work. The learner's half does the trying, so the probe takes the same road as any submission. Where
 * there are no namespaces the harness and the parent have names of their own.
 */
const TRIES = `
import os, socket, sys

def datagram():
    one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    one.sendto(b"", "/dev/log")

def tries():
    harness = os.path.dirname(sys.modules["subject.agent"].__file__)
    site = os.path.dirname(__import__("django").__file__)
    found = []
    for name, act in (
        ("start a process", os.fork),
        ("open a socket", lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM)),
        ("send to a socket of the machine", datagram),
        ("read the process table", lambda: os.listdir("/proc")),
        ("read the machine's accounts", lambda: open("/etc/passwd").read()),
        ("write outside its folder", lambda: open(site + "/probe", "w")),
        ("write into /tmp", lambda: open("/tmp/probe", "w")),
        ("change its user", lambda: os.setuid(0)),
        ("signal its parent", lambda: os.kill(os.getppid() or -1, 0)),
        ("name the harness", lambda: os.listdir(harness)),
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

const ORDER: Record<GraderMode, readonly Mode[]> = { auto: ['A', 'B', 'C'], A: ['A'], B: ['B'], C: ['C'] };
const HAS: Record<Mode, string> = {
  A: 'User namespace and control groups.',
  B: 'User namespace, without control groups.',
  C: 'Landlock and a filter of system calls, without namespaces.',
};

/**
 * Engines of the strongest mode that holds when a run tries to break out of it. A weaker one says why it is not a stronger;
 * the mode stays as long as the worker runs.
 */
export async function strongest(
  runtime: RuntimeInfo,
  { slots, mode }: { slots: number; mode: GraderMode },
): Promise<{ isolation: Isolation; engines: Engines }> {
  const none = (reason: string) => ({
    isolation: { mode: null, reason },
    engines: new Engines({ slots, mode: 'A' }),
  });
  if (process.platform !== 'linux') {
    return none(
      `Grading needs the kernel of Linux, and this is ${process.platform}. Run the Linux image here.`,
    );
  }
  const faults: string[] = [];
  for (const candidate of ORDER[mode]) {
    const engines = new Engines({ slots, mode: candidate });
    const found = await probe(runtime, engines);
    if (found.mode) {
      const reason = [HAS[candidate], ...faults].join(' ');
      return { isolation: { mode: found.mode, reason }, engines };
    }
    await engines.close();
    faults.push(`No mode ${candidate}: ${found.fault.replace(/\.?$/, '.')}`);
  }
  return none(faults.join(' '));
}

type Found = { mode: IsolationMode } | { mode: null; fault: string };

async function probe(runtime: RuntimeInfo, engines: Engines): Promise<Found> {
  const jobs = projectKind('implement').jobsOf({ bundle, files: {}, runtime: runtime.name, seed: 1 });
  try {
    return await engines.with(runtime, async (kept) => {
      const engine = await kept.engine();
      const seen = await engine.run({ jobs, limits: limitsOf(bundle), prepared: null });
      const check = seen.records.find((record) => record.t === 'check');
      if (!check) {
        const last = seen.diagnostics.trim().split('\n').at(-1) ?? '';
        return { mode: null, fault: `the sandbox could not be started: ${last || 'no report'}` };
      }
      if (check.status === 'passed') return { mode: engine.mode };
      const found = check.facts?.['found'] ?? check.error?.message ?? check.status;
      return { mode: null, fault: `the sandbox does not hold, code in it could ${found}` };
    });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { mode: null, fault: error.message };
  }
}
