import { z } from 'zod';
import type { ExternalResult, Verdict } from '#contract';
import { external, foreign, readJson, UNSAID } from './reading.js';
import { cut, outputOf, plain, rowsOf } from './rows.js';

/** `results.json` of Exercism's test runners, version 3. `test_code` is left out: our checks are hidden. */
export function exportExercism(verdict: Verdict): string {
  const rows = rowsOf(verdict);
  // `error` hides the tests from the learner, so it is said only where no test has anything to say.
  const ran = rows.some(({ status }) => status === 'passed' || status === 'failed');
  const status =
    verdict.outcome === 'passed' ? 'pass' : ran && verdict.outcome !== 'broken' ? 'fail' : 'error';
  return JSON.stringify({
    version: 3,
    status,
    message: status === 'error' ? plain(verdict.message ?? 'The tests could not be run.') : null,
    tests: rows.map((row, index) => ({
      name: row.name,
      status: { passed: 'pass', failed: 'fail', error: 'error', skipped: 'fail' }[row.status],
      message: row.message,
      output: cut(outputOf(row), 500, 'Output was truncated. Please limit to 500 chars'),
      task_id: index + 1,
    })),
  });
}

const status = z.enum(['pass', 'fail', 'error']);
const results = z.object({
  version: z.literal([1, 2, 3]),
  status,
  message: foreign,
  tests: z
    .array(
      z.object({
        name: z.string().max(1_000),
        status,
        message: foreign,
        output: foreign,
        task_id: z.int().nullish(),
      }),
    )
    .nullish(),
});

const OUTCOME = { pass: 'passed', fail: 'failed', error: 'errored' } as const;
const STATUS = { pass: 'passed', fail: 'failed', error: 'error' } as const;

/** Versions 1 to 3; a track of version 1 has no single tests. */
export function importExercism(text: string): ExternalResult {
  const read = readJson(results, text);
  return external('exercism', {
    outcome: OUTCOME[read.status],
    message: read.message,
    tests: (read.tests ?? []).map((test) => ({
      ...UNSAID,
      name: test.name,
      status: STATUS[test.status],
      message: test.message,
      output: test.output,
      task: test.task_id ?? null,
    })),
  });
}
