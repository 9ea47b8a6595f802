import type { ExerciseBundle } from '#contract';
import type { ExerciseFolder } from './exercise-folder.js';
import { type CheckCode, readCheckCode } from './facts.js';
import { error, type Finding } from './finding.js';
import { mentions, placeholders, secretNames } from './messages.js';
import { styleFindings } from './style.js';

/** Kinds whose hidden checks are `checks/test_checks.py`; the others bring their own form. */
const CHECKED_BY_CODE = new Set([
  'implement',
  'fix',
  'orm',
  'review',
  'deploy-check',
  'javascript',
  'sql',
  'migrate',
  'write-tests',
]);

export function checkMessages(folder: ExerciseFolder, bundle: ExerciseBundle): Finding[] {
  const file = `${folder.dir}/checks/checks.yaml`;
  const code = readCheckCode(Object.values(bundle.hidden));
  const secrets = secretNames(bundle, code.names);
  const findings: Finding[] = [];
  const earlier = new Set<string>();
  bundle.checks.forEach((check, index) => {
    const at = (...path: PropertyKey[]) => folder.checksLine([index, ...path]);
    if (earlier.has(check.id))
      findings.push(error(file, at('id'), 'check-twice', `The check \`${check.id}\` stands here twice.`));
    check.needs.forEach((need, place) => {
      if (earlier.has(need)) return;
      findings.push(error(file, at('needs', place), 'check-needs', `\`${need}\` is not an earlier check.`));
    });
    if (check.see !== null && !bundle.hints.some(({ id }) => id === check.see)) {
      findings.push(error(file, at('see'), 'see', `There is no heading \`## ${check.see}\` in hints.md.`));
    }
    const secret = secrets.find((name) => mentions(check.onFail, name));
    if (secret)
      findings.push(
        error(
          file,
          at('on_fail'),
          'Q6',
          `The message names \`${secret}\`, which only the hidden checks know.`,
        ),
      );
    findings.push(...styleFindings(file, at('on_fail'), check.onFail.replaceAll('\n', ' ')));
    earlier.add(check.id);
  });
  if (CHECKED_BY_CODE.has(bundle.kind)) findings.push(...checkCode(folder, bundle, code));
  return findings;
}

function checkCode(folder: ExerciseFolder, bundle: ExerciseBundle, code: CheckCode): Finding[] {
  const python = `${folder.dir}/checks/test_checks.py`;
  const findings: Finding[] = [];
  const text = bundle.hidden['test_checks.py'];
  if (text === undefined)
    return [error(folder.dir, 1, 'missing-file', '`checks/test_checks.py` is missing.')];
  if (!/^class Checks\(\w*Case\)/m.test(text)) {
    findings.push(
      error(
        python,
        1,
        'check-class',
        'Write the checks in `class Checks(CheckCase)`, or another case of the kind.',
      ),
    );
  }
  const ids = bundle.checks.map(({ id }) => id);
  for (const test of code.tests) {
    if (ids.includes(test)) continue;
    findings.push(
      error(
        python,
        lineOfTest(text, test),
        'check-code',
        `\`test_${test}\` has no entry \`${test}\` in checks.yaml.`,
      ),
    );
  }
  bundle.checks.forEach((check, index) => {
    const line = folder.checksLine([index, 'id']);
    const file = `${folder.dir}/checks/checks.yaml`;
    const times = code.tests.filter((test) => test === check.id).length;
    if (times !== 1) {
      const sentence =
        times === 0
          ? `There is no \`test_${check.id}\` in checks/test_checks.py.`
          : `\`test_${check.id}\` is defined ${times} times.`;
      findings.push(error(file, line, 'check-code', sentence));
      return;
    }
    const facts = code.factsOf(check.id);
    for (const name of placeholders(check.onFail)) {
      if (facts.names.has(name) || facts.open) continue;
      const sentence = `The message shows {${name}}, but the code of this check never passes \`${name}=\` to \`require\`.`;
      findings.push(error(file, folder.checksLine([index, 'on_fail']), 'placeholder', sentence));
    }
  });
  return findings;
}

function lineOfTest(text: string, test: string): number {
  const line = text.split('\n').findIndex((one) => new RegExp(`def test_${test}\\b`).test(one));
  return Math.max(line + 1, 1);
}
