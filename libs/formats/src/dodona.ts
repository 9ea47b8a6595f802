import { z } from 'zod';
import type { ExternalResult, ExternalTest, Verdict } from '#contract';
import { cutForeign, external, readJson, UNSAID } from './reading.js';
import { isPassed, plain, rowsOf, type Row } from './rows.js';
import { Unreadable } from './unreadable.js';

const STATUSES = [
  'compilation error',
  'runtime error',
  'memory limit exceeded',
  'time limit exceeded',
  'output limit exceeded',
  'wrong',
  'wrong answer',
  'correct',
  'correct answer',
  'internal error',
] as const;
type Status = (typeof STATUSES)[number];

/** The full feedback document of a Dodona judge: one tab, a context and a test case for each check. */
export function exportDodona(verdict: Verdict): string {
  const rows = rowsOf(verdict);
  const innermost = verdict.frames.at(-1);
  const message = verdict.message === null ? null : plain(verdict.message);
  return JSON.stringify({
    accepted: verdict.outcome === 'passed',
    status: statusOf(verdict),
    ...(message === null ? {} : { description: message }),
    groups: [
      {
        description: 'Checks',
        badgeCount: rows.filter((row) => !isPassed(row)).length,
        groups: rows.map((row) => ({ accepted: isPassed(row), groups: [testCase(row)] })),
      },
    ],
    annotations:
      innermost && message !== null
        ? [{ row: innermost.line - 1, text: `${plain(innermost.path)}: ${message}`, type: 'error' }]
        : [],
  });
}

function testCase(row: Row): object {
  const messages = [row.message, row.detail].filter((part) => part !== null);
  const compared = row.expected !== null && row.actual !== null;
  return {
    accepted: isPassed(row),
    description: row.name,
    messages: messages.map((description) => ({ format: 'plain', description, permission: 'student' })),
    tests: compared ? [{ accepted: isPassed(row), expected: row.expected, generated: row.actual }] : [],
  };
}

function statusOf({ outcome, reason, limit }: Verdict): Status {
  if (outcome === 'passed') return 'correct';
  if (outcome === 'failed') return 'wrong';
  if (outcome === 'broken') return 'internal error';
  if (reason === 'set-up') return 'compilation error';
  if (limit === 'memory') return 'memory limit exceeded';
  if (limit === 'wall-time' || limit === 'cpu-time') return 'time limit exceeded';
  return 'runtime error';
}

const message = z.union([
  z.string(),
  z.object({ description: z.string(), permission: z.enum(['student', 'staff', 'zeus']).nullish() }),
]);
type Message = z.output<typeof message>;
const said = { description: message.nullish(), messages: z.array(message).nullish() };
const testcase = z.object({
  ...said,
  accepted: z.boolean(),
  tests: z.array(z.object({ expected: z.string().nullish(), generated: z.string().nullish() })).nullish(),
});
const context = z.object({ ...said, accepted: z.boolean(), groups: z.array(testcase).nullish() });
const tab = z.object({ ...said, groups: z.array(context).nullish() });
const feedback = z.object({
  ...said,
  accepted: z.boolean(),
  status: z.enum(STATUSES),
  groups: z.array(tab).nullish(),
});

export function importDodona(text: string): ExternalResult {
  const read = readJson(feedback, text);
  const correct = read.status === 'correct' || read.status === 'correct answer';
  if (read.accepted !== correct)
    throw new Unreadable('contradiction', `The result is ${read.status}, and "accepted" says otherwise.`);
  const cases = (read.groups ?? []).flatMap(({ groups }) =>
    (groups ?? []).flatMap((one) => one.groups ?? []),
  );
  return external('dodona', {
    outcome: outcomeOf(read.status),
    message: cutForeign(forLearners([read.description, ...(read.messages ?? [])])),
    tests: cases.map((one, index): ExternalTest => ({
      ...UNSAID,
      name: cutForeign(forLearners([one.description])) ?? `Test ${index + 1}`,
      status: one.accepted ? 'passed' : 'failed',
      message: cutForeign(forLearners(one.messages ?? [])),
      output: cutForeign(
        (one.tests ?? [])
          .map(({ expected, generated }) => `Expected: ${expected ?? ''}\nObserved: ${generated ?? ''}`)
          .join('\n'),
      ),
    })),
  });
}

function outcomeOf(status: Status): ExternalResult['outcome'] {
  if (status.startsWith('correct')) return 'passed';
  if (status.startsWith('wrong')) return 'failed';
  return status === 'internal error' ? 'broken' : 'errored';
}

/** What is meant for staff stays with staff. */
function forLearners(messages: readonly (Message | null | undefined)[]): string {
  return messages
    .map((one) => {
      if (typeof one === 'string') return one;
      return !one || (one.permission ?? 'student') !== 'student' ? '' : one.description;
    })
    .filter((part) => part !== '')
    .join('\n');
}
