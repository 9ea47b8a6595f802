import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { CheckResult, ExerciseView, SubmissionView, Verdict } from '#contract';
import { Result } from './result.js';

const HASH = '0'.repeat(64);
const exercise: ExerciseView = {
  slug: 'first-view',
  title: 'Your first view',
  kind: 'implement',
  skills: ['urls-and-views'],
  level: 'foundation',
  minutes: 15,
  status: 'stable',
  version: HASH,
  taskHtml: '',
  files: [],
  checks: [
    { id: 'page', title: 'The page answers', needs: [] },
    { id: 'text', title: 'The text is right', needs: ['page'] },
  ],
  hintCount: 0,
  hints: [],
  timeoutSeconds: 20,
  django: null,
  practice: true,
};
const failing: CheckResult = {
  id: 'page',
  name: 'The page answers',
  status: 'failed',
  message: 'It answers with 404.',
  expected: '200',
  actual: '404',
  frames: [],
  hint: null,
  durationMs: 3,
};
const verdict: Verdict = {
  schema: 'verdict/1',
  outcome: 'failed',
  reason: 'check',
  limit: null,
  message: 'It answers with 404.',
  frames: [],
  first: 'page',
  checks: [
    failing,
    {
      ...failing,
      id: 'text',
      name: 'The text is right',
      status: 'blocked',
      message: null,
      expected: null,
      actual: null,
    },
  ],
  limits: {
    wallMs: 20_000,
    cpuMs: 20_000,
    memoryBytes: 256_000_000,
    outputBytes: 65_536,
    diskBytes: 1,
    processes: 1,
  },
  usage: {
    wallMs: 900,
    cpuMs: null,
    peakMemoryBytes: null,
    outputBytes: 0,
    phasesMs: { sandbox: 1, django: 1, checks: 1 },
  },
  mode: 'A',
  runtime: 'django-5.2',
  django: '5.2.8',
  python: '3.12.4',
  engine: '1',
  exerciseVersion: HASH,
  seed: 1,
  observed: 'outside',
  resultHash: HASH,
  finishedAt: '2026-01-01T00:00:00Z',
};
const view: SubmissionView = {
  id: '0b9f6c0e-4f4b-4f0e-9f6c-0e4f4b4f0e9f',
  exercise: 'first-view',
  exerciseVersion: HASH,
  status: 'done',
  purpose: 'grade',
  outcome: 'failed',
  place: null,
  estimate: null,
  checks: [],
  verdict,
  files: {},
  createdAt: '2026-01-01T00:00:00Z',
  finishedAt: null,
};
const settled = (change: Partial<Verdict>): SubmissionView => ({
  ...view,
  outcome: change.outcome ?? 'failed',
  verdict: { ...verdict, ...change },
});

const never = () => {
  throw new Error('nothing is pressed here');
};
const markupOf = (shown: SubmissionView, before: readonly CheckResult[] = []) =>
  renderToStaticMarkup(
    <Result
      exercise={exercise}
      view={shown}
      before={before}
      onFrame={never}
      onHint={never}
      onWithdraw={never}
      afterPassing={<p>What comes next</p>}
    />,
  );
const textOf = (...shown: Parameters<typeof markupOf>) =>
  markupOf(...shown)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe('the result of a submission', () => {
  it('says the place in line and offers to withdraw', () => {
    const queued = { ...view, status: 'queued', outcome: null, verdict: null } as const;
    const estimate = { seconds: 4, most: 12 };
    expect(textOf({ ...queued, place: 3, estimate })).toMatch(
      /2 before you, about 4 s.*can take 12 s.*Withdraw/,
    );
    expect(textOf({ ...queued, place: 1 })).toContain('Next in line');
  });

  it('lists the checks to come while the code runs', () => {
    const running = textOf({ ...view, status: 'running', outcome: null, verdict: null, checks: [failing] });
    expect(running).toMatch(/The page answers failed .*The text is right to come/);
    expect(running).not.toContain('It answers with 404.');
  });

  it('lets the first check that did not hold speak, with what was asked for beside what was observed', () => {
    const text = textOf(view);
    expect(text).toContain('Not passed yet: 0 of 2 checks hold');
    expect(text).toMatch(/It answers with 404\. The task asks for 200 Observed 404/);
    expect(text).toContain('The text is right not judged yet');
  });

  it('names a limit with what was used of it', () => {
    const text = textOf(
      settled({
        outcome: 'errored',
        reason: 'limit',
        limit: 'wall-time',
        usage: { ...verdict.usage, wallMs: 20_000 },
      }),
    );
    expect(text).toContain('The limit of time was reached: 20 s of 20 s');
  });

  it('shows the own lines of an error that stopped the project', () => {
    const frames = [{ path: 'hello/urls.py', line: 4, source: 'path(' }];
    const text = textOf(
      settled({
        outcome: 'errored',
        reason: 'set-up',
        first: null,
        checks: [],
        frames,
        message: "SyntaxError: '(' was never closed",
      }),
    );
    expect(text).toContain('The project could not be loaded');
    expect(text).toContain('hello/urls.py, line 4');
  });

  it('takes a fault of ours upon us and says that nothing counts', () => {
    const text = textOf(settled({ outcome: 'broken', reason: 'infrastructure', first: null, checks: [] }));
    expect(text).toMatch(/Grading broke on our side .*does not count and nothing is lost/);
    expect(text).not.toContain('Not passed');
  });

  it('says that a mentor is next, and that the checks of the gate prove nothing', () => {
    const passed = { ...failing, status: 'passed' as const, message: null };
    const text = textOf({
      ...settled({ outcome: 'passed', checks: [passed] }),
      status: 'awaiting-review',
      outcome: null,
      verdict: null,
      checks: [passed],
    });
    expect(text).toMatch(/Waiting for a mentor .*nothing is proven yet/);
    expect(text).toContain('The page answers');
    expect(text).not.toContain('What comes next');
  });

  it('says of practice that it proves nothing, and does not lead on', () => {
    const passed = { ...failing, name: 'shows the list', status: 'passed' as const, message: null };
    const practice = { observed: 'inside' as const, outcome: 'passed' as const, reason: null };
    const run = settled({ ...practice, first: null, message: null, checks: [passed] });
    expect(textOf(run)).toMatch(/Passed: the test passes .*They prove nothing/);
    expect(textOf(run)).not.toContain('What comes next');
    expect(markupOf(run), 'neither a warning nor a pass').toContain('lucide-flask-conical');
  });

  it('leads on after passing', () => {
    const passed = { ...failing, status: 'passed' as const, message: null };
    const text = textOf(
      settled({ outcome: 'passed', reason: null, first: null, message: null, checks: [passed] }),
    );
    expect(text).toMatch(/Passed: the check holds .*What comes next/);
  });
});
