import type { CheckResult, ExerciseView, Frame, SubmissionView, Verdict } from '#contract';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { Time } from '../ui/time.js';
import { Checks, FirstMessage, Frames } from './checks.js';
import css from './exercise.module.css';
import { atMost, inLine } from './in-line.js';
import { limitWords, Ran } from './ran.js';

export interface ResultProps {
  readonly exercise: ExerciseView;
  readonly view: SubmissionView;
  /** Checks of the submission before this one, to say what has moved. */
  readonly before: readonly CheckResult[];
  readonly onFrame: (frame: Frame) => void;
  readonly onWithdraw: () => void;
  readonly onHint: (hint: string) => void;
  readonly afterPassing: React.ReactNode;
}

export function Result(props: ResultProps) {
  const { exercise, view, onWithdraw } = props;
  if (view.status === 'queued') {
    return (
      <Notice tone="waiting" title={inLine(view)} actions={<Withdraw onPress={onWithdraw} />}>
        <p>{view.estimate && atMost(view.estimate)}You can go on writing; what runs is what you handed in.</p>
      </Notice>
    );
  }
  if (view.status === 'running') {
    return (
      <>
        <Notice tone="waiting" title="Your code is running" actions={<Withdraw onPress={onWithdraw} />} />
        <Checks checks={view.purpose === 'practice' ? view.checks : expectedChecks(exercise, view.checks)} />
      </>
    );
  }
  if (view.status === 'cancelled') {
    return (
      <Notice tone="waiting" title="Withdrawn">
        <p>This submission does not count.</p>
      </Notice>
    );
  }
  if (view.status === 'awaiting-review' || !view.verdict) {
    return (
      <>
        <Notice tone="waiting" title="Waiting for a mentor">
          <p>
            The automatic checks hold. They see the form and cannot judge the work, so nothing is proven yet:
            a mentor has the last word. Reviews by mentors are still being built. Nothing is lost: your work
            waits and is reviewed when they open.
          </p>
        </Notice>
        <Checks checks={expectedChecks(exercise, view.checks)} />
      </>
    );
  }
  return <Settled {...props} verdict={view.verdict} />;
}

const Withdraw = ({ onPress }: { onPress: () => void }) => (
  <Button size="small" onClick={onPress}>
    Withdraw
  </Button>
);

function Settled({
  exercise,
  view,
  verdict,
  before,
  onFrame,
  onHint,
  afterPassing,
}: ResultProps & { verdict: Verdict }) {
  const first = verdict.checks.find(({ id }) => id === verdict.first);
  const practice = verdict.observed === 'inside';
  const moved = practice ? null : movedOn(before, verdict.checks);
  return (
    <>
      <Headline verdict={verdict} exercise={exercise} />
      {practice && (
        <p className={css.quiet}>
          Practice: these tests ran inside your own program, on the project as you see it. They prove nothing;
          submit for grading when you are ready.
        </p>
      )}
      {verdict.outcome !== 'passed' && moved && <p className={css.moved}>{moved}</p>}
      {(verdict.outcome === 'failed' || verdict.outcome === 'errored') &&
        (first ? (
          <FirstMessage check={first} onFrame={onFrame} />
        ) : (
          <SetUpMessage verdict={verdict} onFrame={onFrame} />
        ))}
      {first?.hint && (
        <p>
          <Button size="small" onClick={() => onHint(first.hint ?? '')}>
            Open the hint that belongs to this check
          </Button>
        </p>
      )}
      {verdict.outcome === 'passed' && !practice && afterPassing}
      {verdict.checks.length > 0 && <Checks checks={verdict.checks} />}
      <Ran verdict={verdict} exercise={exercise} />
      {view.finishedAt && (
        <p className={css.quiet}>
          {practice ? 'Run' : 'Graded'} <Time at={view.finishedAt} />
        </p>
      )}
    </>
  );
}

function Headline({ verdict, exercise }: { verdict: Verdict; exercise: ExerciseView }) {
  const count = verdict.checks.length;
  const [one, many, holds] =
    verdict.observed === 'inside'
      ? ['the test passes', 'tests', 'pass']
      : ['the check holds', 'checks', 'hold'];
  switch (verdict.outcome) {
    case 'passed':
      return (
        <Notice
          tone={verdict.observed === 'inside' ? 'practice' : 'passed'}
          title={`Passed: ${count === 1 ? one : `all ${count} ${many} ${holds}`}`}
        />
      );
    case 'failed': {
      const held = verdict.checks.filter(({ status }) => status === 'passed').length;
      return (
        <strong className={css.headline}>{`Not passed yet: ${held} of ${count} ${many} ${holds}`}</strong>
      );
    }
    case 'errored':
      return (
        <div>
          <strong className={css.headline}>
            {verdict.limit ? limitWords(verdict) : 'Your code stopped with an error'}
          </strong>
          {verdict.reason === 'set-up' && <p>The project could not be loaded, so no check could run.</p>}
        </div>
      );
    case 'broken':
      return (
        <Notice tone="fault" title="Grading broke on our side">
          <p>
            {verdict.reason === 'content'
              ? `A check of “${exercise.title}” is at fault, and not your code.`
              : 'It was tried again and did not work out.'}{' '}
            This submission does not count and nothing is lost. Submit again in a moment.
          </p>
        </Notice>
      );
  }
}

function SetUpMessage({ verdict, onFrame }: { verdict: Verdict; onFrame: (frame: Frame) => void }) {
  return (
    <div className={css.setUp}>
      {verdict.message && <pre>{verdict.message}</pre>}
      <Frames frames={verdict.frames} onFrame={onFrame} />
    </div>
  );
}

/** All checks of the exercise in their order: those that ended, and those to come. */
function expectedChecks(exercise: ExerciseView, ended: readonly CheckResult[]) {
  const byId = new Map(ended.map((check) => [check.id, check]));
  return exercise.checks.map(({ id, title }) => ({
    id,
    name: title,
    status: byId.get(id)?.status ?? ('pending' as const),
  }));
}

/** "X holds now": said when a check that did not hold before does. */
export function movedOn(before: readonly CheckResult[], now: readonly CheckResult[]): string | null {
  const failing = new Set(before.filter(({ status }) => status !== 'passed').map(({ id }) => id));
  const fixed = now.filter(({ id, status }) => status === 'passed' && failing.has(id));
  if (fixed.length === 0) return null;
  const names = fixed.map(({ name }) => `“${name}”`);
  return names.length === 1
    ? `${names[0]} holds now.`
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1)} hold now.`;
}
