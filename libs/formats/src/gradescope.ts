import { z } from 'zod';
import type { ExternalResult, Verdict } from '#contract';
import { external, foreign, readJson, UNSAID } from './reading.js';
import { isPassed, outputOf, plain, rowsOf } from './rows.js';
import { Unreadable } from './unreadable.js';

/**
 * `results.json` of a Gradescope autograder. Gradescope has no word for "do not count this"; a file with neither score nor
 * tests is what it treats as a grader that failed.
 */
export function exportGradescope(verdict: Verdict): string {
  const output = verdict.message === null ? '' : plain(verdict.message);
  const whole = { output, execution_time: verdict.usage.wallMs / 1_000, visibility: 'visible' };
  if (verdict.outcome === 'broken') return JSON.stringify(whole);
  return JSON.stringify({
    ...whole,
    tests: rowsOf(verdict).map((row, index) => ({
      name: row.name,
      number: String(index + 1),
      score: isPassed(row) ? 1 : 0,
      max_score: 1,
      status: isPassed(row) ? 'passed' : 'failed',
      output: [row.message, outputOf(row)].filter((part) => part !== null).join('\n'),
      visibility: 'visible',
    })),
  });
}

const score = z.number().nullish();
const results = z.object({
  score,
  output: foreign,
  tests: z
    .array(
      z.object({
        name: z.string().max(1_000).nullish(),
        number: z.union([z.string().max(100), z.number()]).nullish(),
        score,
        max_score: score,
        status: z.enum(['passed', 'failed']).nullish(),
        visibility: z.enum(['visible', 'hidden', 'after_due_date', 'after_published']).nullish(),
        output: foreign,
      }),
    )
    .nullish(),
});
type Test = NonNullable<z.output<typeof results>['tests']>[number];

export function importGradescope(text: string): ExternalResult {
  const { score: total, output, tests } = readJson(results, text);
  return external('gradescope', {
    outcome: outcomeOf(total ?? null, tests ?? []),
    message: output,
    tests: (tests ?? []).map((test, index) => {
      // What a course hides from its students is not shown here either; that it failed is.
      const shown = (test.visibility ?? 'visible') === 'visible';
      return {
        ...UNSAID,
        name: (shown && test.name) || `Test ${test.number ?? index + 1}`,
        status: holds(test) ? 'passed' : 'failed',
        message: shown ? test.output : null,
      };
    }),
  });
}

function holds({ status, score: earned, max_score: most }: Test): boolean {
  return status ? status === 'passed' : typeof earned === 'number' && earned >= (most ?? 1);
}

function outcomeOf(total: number | null, tests: Test[]): ExternalResult['outcome'] {
  if (tests.length === 0 && total === null) return 'broken';
  if (tests.length === 0)
    throw new Unreadable('wrong-shape', 'A score without tests does not say which score would be full.');
  return tests.every(holds) ? 'passed' : 'failed';
}
