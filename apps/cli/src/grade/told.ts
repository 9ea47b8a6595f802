import type { CheckResult, Frame, Verdict } from '#contract';
import { plain } from '#formats';

const MARK: Record<CheckResult['status'], string> = { passed: '✓', failed: '✗', error: '✗', blocked: '–' };

/** A verdict for people: how it went, the first thing that did not hold with everything about it, and the list. */
export function told(verdict: Verdict, exercise: string): string {
  const { checks, outcome, django, python, runtime, mode, usage } = verdict;
  const where = `Django ${django ?? runtime}, Python ${python ?? '?'}, isolation ${mode ?? 'none'}`;
  const held = checks.filter(({ status }) => status === 'passed').length;
  const first = checks.find(({ id }) => id === verdict.first);
  const list = checks.map(
    ({ id, name, status }) => `  ${MARK[status]} ${name}  (${id}${status === 'blocked' ? ', not run' : ''})`,
  );
  return [
    `${exercise}: ${outcome}, ${held} of ${checks.length} checks hold  (${where}, ${Math.round(usage.wallMs)} ms)`,
    ...(outcome === 'passed' ? [] : ['', ...reasonOf(verdict, first)]),
    '',
    ...list,
    '',
    `Exercise version ${verdict.exerciseVersion}`,
    `Seed ${verdict.seed}, engine ${verdict.engine}, result ${verdict.resultHash}`,
  ]
    .map(plain)
    .join('\n');
}

function reasonOf(verdict: Verdict, first: CheckResult | undefined): string[] {
  const limit = verdict.limit === null ? '' : ` (limit: ${verdict.limit})`;
  const expected = first?.expected ?? null;
  const actual = first?.actual ?? null;
  return [
    `${first?.name ?? 'No check was run'}${limit}`,
    indented(verdict.message ?? ''),
    ...(expected === null ? [] : [indented(`Expected: ${expected}`)]),
    ...(actual === null ? [] : [indented(`Observed: ${actual}`)]),
    ...(verdict.frames.length > 0 ? verdict.frames : (first?.frames ?? [])).map(lineOf),
  ];
}

const lineOf = ({ path, line, source }: Frame): string => `  ${path}:${line}  ${source.trim()}`;
const indented = (text: string): string => text.replace(/^/gm, '  ');
