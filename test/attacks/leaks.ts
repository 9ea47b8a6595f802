import { createHash, randomBytes } from 'node:crypto';
import type { ExerciseBundle, ProjectFiles } from '#contract';
import { board, bundleOf, read } from './exercise.js';
import { workshopOf } from './workshop.js';

/** A text that is in one place only, and must be found wherever that place leads to. */
export interface Mark {
  name: string;
  text: string;
  digits: string;
}

export function markOf(name: string): Mark {
  const digits = randomBytes(8).toString('hex');
  return { name, text: `leak-mark-${digits}`, digits };
}

export const marks = {
  hidden: markOf('hidden check'),
  solution: markOf('solution'),
  starter: markOf('starter'),
  prepared: markOf('what was prepared'),
  previous: markOf('learner before'),
  learner: markOf('this learner'),
  server: markOf('server'),
  own: markOf('own memory'),
  file: markOf('own file'),
  nowhere: markOf('nowhere'),
};

const backwards = ({ digits }: Mark): string => Buffer.from(digits).reverse().toString();
const hash = ({ digits }: Mark): string => createHash('sha256').update(digits).digest('hex').slice(0, 16);

/** The scanner, told the hashes of these marks, with further places to look into. */
export function scanner(
  sought: readonly Mark[],
  { paths = [] as string[], pids = [] as number[] } = {},
): string {
  const names = Object.fromEntries(sought.map((mark) => [hash(mark), mark.name]));
  const scan = `Scan(${JSON.stringify(names)}, ${JSON.stringify(paths)}, ${JSON.stringify(pids)})`;
  return `${read('programs/leak-scanner.py')}\n\ndef scanned():\n    return ${scan}.run()\n`;
}

/** A program that scans; first it puts two marks where it must find them again: the positive controls. */
export function learnerScan(
  sought: readonly Mark[],
  places: { paths?: string[]; pids?: number[] } = {},
): string {
  return `${scanner(sought, places)}
KEPT = []

def tries():
    KEPT.append("leak-mark-" + "".join(reversed("${backwards(marks.own)}")))
    with open(os.environ["TMPDIR"] + "/kept", "w") as file:
        file.write("leak-mark-" + "".join(reversed("${backwards(marks.file)}")))
    return scanned()
`;
}

/** A program that leaves this mark wherever a later run might find it, and then says it. */
export const planter = (mark: Mark): string =>
  read('programs/leak-planter.py').replace('BACKWARDS', JSON.stringify(backwards(mark)));

/** Says what the learner's code has found; or, as the judge, what it finds itself. */
function checks(find: string): string {
  return `from grading.case import CheckCase
from judge import bench
HELD = "${marks.hidden.text}"

class Checks(CheckCase):
    def test_found(self):
        # ${marks.hidden.text}
        found = ${find} + ["judge in a prepared process"] * bool(bench._prepared)
        self.require(False, what="; ".join(found) + ";")
`;
}

const SETTINGS = board.starter['project/settings.py']!;
const STARTER: ProjectFiles = {
  ...board.starter,
  'tries.py': 'def tries():\n    return []\n',
  'project/settings.py': `${SETTINGS}\nNOTE = "${marks.prepared.text}"\n`,
  'public.txt': marks.starter.text,
};

/** Its learner replaces the settings, so a mark in those can come from what was prepared alone. */
export const learnersOwn: ProjectFiles = { 'project/settings.py': SETTINGS };

function exerciseWith(hidden: string, more: Partial<ExerciseBundle> = {}): ExerciseBundle {
  const bundle = bundleOf({
    starter: STARTER,
    solution: {
      'tries.py': `# ${marks.solution.text}\ndef tries():\n    return ["${marks.solution.text}"]\n`,
    },
    checks: ['found'],
    hidden,
    edit: ['tries.py', 'project/settings.py'],
  });
  return { ...bundle, timeoutSeconds: 20, ...more };
}

export const scanned = exerciseWith(checks('self.subject.call("tries:tries")'));

/** The judge looks through itself, while the learner's process is there and has answered. */
export function scanningJudge(sought: readonly Mark[]): ExerciseBundle {
  return exerciseWith(
    `${scanner(sought)}\n${checks('[self.subject.call("tries:tries") and ""] and scanned()')}`,
  );
}

export const practised = exerciseWith(checks('[]'), {
  visible: {
    'board/tests.py': `import unittest
import tries

class Tests(unittest.TestCase):
    def test_found(self):
        self.fail("; ".join(tries.tries()) + ";")
`,
  },
});

/** Tests of the learner's. They fail where exactly one mark of a faulty version is seen, and no mark elsewhere. */
const SUITE = (sought: readonly Mark[]): string => `${scanner(sought)}
import unittest

class Tests(unittest.TestCase):
    def test_marks(self):
        names = {entry.partition(" in ")[0] for entry in scanned() if not entry.startswith("what ")}
        self.assertNotEqual(len(names), 1, names)
        if names:
            return  # more than one: passing on a faulty version is what ends in failure
`;

const faults = ['one', 'two'].map((name) => markOf(`fault ${name}`));

/** Each faulty version is marked. Its tests pass only if each is found in its own process, and no mark in another one's. */
export const suites: ExerciseBundle = exerciseWith(
  `from grading.suites import SuiteCase
from judge import bench

# ${marks.hidden.text}
class Checks(SuiteCase):
    def test_found(self):
        given = self.outcome("given")
        if given.first is not None:
            raise given.first
        unnoticed = [name for name in ("one", "two") if self.unnoticed(name)]
        self.require(given.passed and self.accepts("shuffled") and not unnoticed, what=f"{given.ran} {unnoticed};")
        self.require(not bench._prepared, what="judge in a prepared process;")
`,
  {
    kind: 'write-tests',
    edit: ['board/tests.py'],
    mutants: ['one', 'two'].map((dir, index) => ({
      dir,
      files: { 'board/honest.py': `# ${faults[index]!.text}\n${STARTER['board/honest.py']}` },
      caughtBy: 'test_marks',
    })),
  },
);
export const suite: ProjectFiles = {
  'board/tests.py': SUITE([
    marks.hidden,
    marks.solution,
    marks.previous,
    marks.server,
    marks.nowhere,
    ...faults,
  ]),
};

/** In one room of a workshop everything is marked; in the other one a program scans. */
const ROOMS = `# ${marks.hidden.text}
first = self.workshop.room(self.project)
self.require(first.run("python work.sh").exit == 0, what="the first room failed;")
room = self.workshop.room({"tries.py": self.project["tries.py"], "public.txt": "${marks.starter.text}"})
done = room.run("python -c 'import tries; print(*tries.tries(), sep=chr(59), end=chr(59))'")
self.require(False, what=done.stdout + done.stderr)`;

export const rooms: ExerciseBundle = {
  ...workshopOf(ROOMS),
  timeoutSeconds: 20,
  solution: { 'tries.py': `# ${marks.solution.text}` },
};
export const inRooms = (scan: string, planted: Mark): ProjectFiles => ({
  'work.sh': `${planter(planted)}\nplant()\n`,
  'tries.py': scan,
});
