import { createHash } from 'node:crypto';
import type { ExerciseBundle, ProjectFiles } from '#contract';
import { bundleOf, read } from './exercise.js';

/** Says what is there of an earlier room: shared memory of System V, and processes. */
const LOOK = [
  'import ctypes, os',
  'if ctypes.CDLL(None).shmget(4711, 4096, 0) != -1: print("shared memory")',
  'for pid in range(2, 200):',
  '    try: os.kill(pid, 0)',
  '    except OSError: continue',
  '    if pid not in (os.getpid(), os.getppid()): print("process", pid)',
].join('\n');

/** A prepared folder with one script of the learner's, and one check made of these lines. */
export function workshopOf(check: string): ExerciseBundle {
  const hidden = [
    'from grading.workshop import WorkshopCase, difference',
    '',
    `LOOK = ${JSON.stringify(LOOK)}`,
    '',
    'class Checks(WorkshopCase):',
    '    def test_held(self):',
    ...check.split('\n').map((line) => `        ${line}`),
  ].join('\n');
  return {
    ...bundleOf({
      starter: { 'work.sh': 'true\n', 'notes.txt': 'keep me\n' },
      solution: {},
      checks: ['held'],
      hidden,
      edit: ['work.sh', 'tries.py'],
    }),
    hash: createHash('sha256').update(hidden).digest('hex'),
    kind: 'shell',
    timeoutSeconds: 5,
  };
}

/** What the checks of a run see: the script runs, then something is looked at that it would like to be otherwise. */
const RUN =
  'room = self.workshop.room(self.project)\nbefore = room.tree()\ndone = room.run("bash work.sh", seconds=4)\n';
const AFTER = `${RUN}tree = room.tree()\n`;

/** Attacks that end the run, by the limit they run into. */
export const limited: [string, string][] = [
  ['workshop-limit-fork-bomb', 'wall-time'],
  ['workshop-limit-output', 'output'],
  ['workshop-limit-quiet', 'wall-time'],
];

/** Attacks that change nothing: program, and the check that holds in spite of it. */
export const harmless: [string, string][] = [
  ['workshop-try-files', tried('workshop-try-files')],
  ['workshop-try-warden', tried('workshop-try-warden')],
  [
    'workshop-forge-descriptors',
    `${RUN}self.require(done.exit == 3 and done.left == 0 and "record" not in done.stderr, what=str(done))`,
  ],
  [
    'workshop-leave-daemon',
    `${AFTER}self.require(done.exit == 0 and done.left == 1, what=str(done))\nroom.run("sleep 0.5")\nself.require(room.tree() == tree, what=str(room.tree()))`,
  ],
  [
    'workshop-leave-storm',
    `${AFTER}room.run("sleep 0.5")\nself.require(len(tree) > 2 and room.tree() == tree, what=str(difference(tree, room.tree())))`,
  ],
  [
    'workshop-fill-disk',
    `${AFTER}found = done.stdout.split("\\n")\nsizes = sum(entry.size or 0 for entry in tree.values())\nself.require("10 GB refused" in found and "one file refused" in found and "refused True" in found and sizes < 40_000_000, what=f"{done} {sizes}")`,
  ],
  [
    'workshop-hostile-tree',
    `${AFTER}kinds = {path: entry.kind for path, entry in tree.items()}\nself.require(done.exit == 0 and not tree.complete, what=str(done))\nself.require(kinds["to-runtime"] == "link" and "to-runtime/bin" not in tree and kinds["waits-for-a-writer"] == "fifo", what=str(kinds))\nself.require(tree["unreadable"].hash is None and tree["line\\nbreak"].size == 0, what=str(kinds))\nself.require(room.read("to-passwd") is None and room.read("notes.txt") == b"keep me\\n", what=str(kinds))`,
  ],
  [
    'workshop-replace-programs',
    `${RUN}said = room.run("python -c 'print(6 * 7)'; cat notes.txt; env python3 -c 'import json; print(json.dumps(1))'").stdout\nself.require(done.exit == 0 and said.split() == ["42", "keep", "me", "1"], what=said)`,
  ],
  [
    'workshop-leave-traces',
    [
      RUN,
      'other = self.workshop.room({"look.py": LOOK})',
      'seen = other.run("find /box /dev/shm/ -name .seen; python look.py")',
      'self.require(done.exit == 0 and seen.exit == 0 and not seen.stdout.strip(), what=str(seen))',
    ].join('\n'),
  ],
];

function tried(program: string): string {
  const source = JSON.stringify(`${program}.py`);
  return `room = self.workshop.room(self.project)\nroom.write({${source}: self.project["tries.py"]})\ndone = room.run("python " + ${source})\nself.require(done.exit == 0 and not done.stdout.strip() and not done.stderr, what=str(done))`;
}

export function filesOf(program: string): ProjectFiles {
  return program.startsWith('workshop-try-')
    ? { 'tries.py': read(`programs/${program}.py`) }
    : { 'work.sh': read(`programs/${program}.sh`) };
}

/** What an honest learner hands in next, and what must then be seen. */
export const honest = workshopOf(
  `${AFTER}self.require(done.exit == 0 and done.stdout == "hello\\n" and done.left == 0, what=str(done))\nchanges = difference(before, tree)\nself.require(changes.added == ["made"] and not changes.changed and tree.complete, what=str(changes))\nself.require(tree["made"].size == 3 and room.run("python -m django --version").exit == 0, what=str(tree))`,
);
export const honestFiles = { 'work.sh': 'echo hello\nprintf abc > made\n' };
