import { z } from 'zod';
import type { ExternalResult, Verdict } from '#contract';
import { external, foreign, readJson, UNSAID } from './reading.js';
import { cut, isPassed, outputOf, plain, rowsOf } from './rows.js';

/** The file may have 1 MB. 60 checks with a message of 4,000 characters of three bytes leave this much for each output. */
const OUTPUT = 1_000;

/** `results.json` of an external grader. Our own fault is `gradable: false`, which costs the learner no attempt. */
export function exportPrairieLearn(verdict: Verdict): string {
  const message = verdict.message === null ? null : plain(verdict.message);
  if (verdict.outcome === 'broken')
    return JSON.stringify({ gradable: false, message, format_errors: message === null ? [] : [message] });
  const rows = rowsOf(verdict);
  return JSON.stringify({
    gradable: true,
    score: verdict.outcome === 'passed' ? 1 : rows.filter(isPassed).length / rows.length,
    message,
    tests: rows.map((row) => ({
      name: row.name,
      points: isPassed(row) ? 1 : 0,
      max_points: 1,
      message: row.message ?? '',
      output: cut(outputOf(row), OUTPUT) ?? '',
    })),
  });
}

const points = z.number().nullish();
const results = z.object({
  gradable: z.boolean().nullish(),
  score: z.number().min(0).max(1).nullish(),
  message: foreign,
  format_errors: z.union([z.string(), z.array(z.string())]).nullish(),
  tests: z
    .array(
      z.object({
        name: z.string().max(1_000).nullish(),
        points,
        max_points: points,
        message: foreign,
        output: foreign,
      }),
    )
    .nullish(),
});

export function importPrairieLearn(text: string): ExternalResult {
  const read = readJson(
    results.refine(({ gradable, score }) => gradable === false || typeof score === 'number', {
      path: ['score'],
      message: 'A result that is gradable has a score.',
    }),
    text,
  );
  const passed = read.gradable !== false && read.score === 1;
  const errors = [read.format_errors ?? []].flat().join('\n');
  return external('prairielearn', {
    outcome: read.gradable === false ? 'broken' : passed ? 'passed' : 'failed',
    message: read.message ?? (errors || null),
    tests: (read.tests ?? []).map((test, index) => {
      const said = typeof test.points === 'number' || typeof test.max_points === 'number';
      const full = said ? (test.points ?? 0) >= (test.max_points ?? 1) : passed;
      return {
        ...UNSAID,
        name: test.name ?? `Test ${index + 1}`,
        status: full ? 'passed' : 'failed',
        message: test.message,
        output: test.output,
      };
    }),
  });
}
