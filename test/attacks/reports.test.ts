import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportVerdict } from '#formats';
import type { Grader } from '#grader';
import { bundleOf, openGrader } from './exercise.js';

let grader: Grader;
beforeAll(async () => {
  grader = await openGrader();
});
afterAll(() => grader.close());

const ids = Array.from({ length: 40 }, (_, index) => `told_${index}`);
/** Checks that pass on as much as they may of what the learner's code says. */
const talkative = bundleOf({
  starter: { 'tries.py': 'def tries():\n    return ""\n' },
  solution: {},
  checks: ids,
  hidden: [
    'from grading.case import CheckCase',
    '',
    'class Checks(CheckCase):',
    ...ids.flatMap((id) => [
      `    def test_${id}(self):`,
      '        said = self.subject.call("tries:tries")',
      '        self.require(False, what=said, actual=said, expected=said, **{f"f{n}": said for n in range(13)})',
    ]),
  ].join('\n'),
  edit: ['tries.py'],
});

const LETTERS = 'chr(0x1f40d) * 5000';
test.each([
  ['answers in letters of twelve bytes', `def tries():\n    return ${LETTERS}\n`, 'failed'],
  ['errors in letters of twelve bytes', `def tries():\n    raise ValueError(${LETTERS})\n`, 'errored'],
  [
    'errors from files with such names',
    `def tries():\n    import linecache\n    for n in range(20):\n        name = "/box/project/" + chr(0x1f40d) * 190 + str(n)\n        exec(compile("def deeper(on):\\n    on()" , name, "exec"), globals())\n        inner = globals().get("on", None)\n        globals()["on"] = (lambda f, g: lambda: f(g))(deeper, inner or (lambda: 1 / 0))\n    on()\n`,
    'errored',
  ],
])('%s do not make a report too long', async (_, program, outcome) => {
  let fault = '';
  const verdict = await grader.grade(
    { bundle: talkative, files: { 'tries.py': program }, runtime: 'django-5.2', seed: 3 },
    { onFault: (detail) => (fault = detail) },
  );
  expect(fault).toBe('');
  expect(verdict.outcome).toBe(outcome);
  expect(verdict.checks).toHaveLength(ids.length);
  for (const check of verdict.checks)
    expect(check.message).toContain(outcome === 'failed' ? '🐍🐍' : 'Error');
});

/** Asks another parser than our own, one that ends at the first character XML does not have. */
const COUNT = `
import sys, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
print(*[len(root.findall(f".//{name}")) for name in ("testcase", "failure", "error", "system-out")])
`;
const INJECTIONS = [
  ']]></failure></testcase><testcase name=\\"passed\\"/><failure><![CDATA[',
  '&lol;<!DOCTYPE x [<!ENTITY lol \\"lol\\">]>',
  '\\"/><testcase name=\\"told_0\\"/>',
  '\\x00\\x01\\x08\\x0b\\x1b[31m\\x7f\\x85\\ufffe\\uffff\\ud800',
  '--><?xml version=\\"1.0\\"?><!--',
];

test.each(INJECTIONS)('the text %s stays text in every format', async (text) => {
  const verdict = await grader.grade({
    bundle: talkative,
    files: { 'tries.py': `def tries():\n    return "${text}"\n` },
    runtime: 'django-5.2',
    seed: 3,
  });
  expect(verdict.outcome).toBe('failed');
  const [python] = grader.runtimes.map((runtime) => runtime.python);
  const count = execFileSync(python!, ['-c', COUNT], { input: exportVerdict('junit', verdict) });
  expect(count.toString().split(' ').slice(0, 2)).toEqual(['40', '40']);
  for (const format of ['exercism', 'prairielearn', 'gradescope', 'dodona'] as const)
    JSON.parse(exportVerdict(format, verdict));
});
