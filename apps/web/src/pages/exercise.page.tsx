import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { CheckResult, ExerciseView, Frame, SubmissionView } from '#contract';
import { exerciseQuery, skillsQuery } from '../api/queries.js';
import { AfterPassing } from '../exercise/after-passing.js';
import type { Target } from '../exercise/editor.js';
import css from '../exercise/exercise.module.css';
import { isSettled } from '../exercise/follow.js';
import { HintsList, useHints, type HintsListProps, type WantedHint } from '../exercise/hints.js';
import { History } from '../exercise/history.js';
import { PassedBefore, usePassed } from '../exercise/passed.js';
import { Result } from '../exercise/result.js';
import { Solutions } from '../exercise/solutions.js';
import { summary } from '../exercise/summary.js';
import { useDraft } from '../exercise/use-draft.js';
import { type Purpose, useSubmission } from '../exercise/use-submission.js';
import { Work } from '../exercise/work.js';
import { useHead } from '../shell/page-head.js';
import { useApi, useMe } from '../shell/services.js';
import { ProblemNotice } from '../shell/states.js';
import { Prose } from '../ui/prose.js';
import { Tag } from '../ui/tag.js';
import { kindWords } from './kind-words.js';

export function ExercisePage() {
  const { slug } = useParams({ from: '/exercises/$slug' });
  const exercise = useSuspenseQuery(exerciseQuery(useApi(), slug)).data;
  useHead({
    title: exercise.title,
    description: `${exercise.minutes} minutes, ${exercise.checks.length} checks. Read and edit without an account; it is graded by running your code.`,
    canonical: `/exercises/${slug}`,
  });
  return <Workbench key={slug} exercise={exercise} />;
}

type Pane = 'task' | 'code' | 'result';

function Workbench({ exercise }: { exercise: ExerciseView }) {
  const me = useMe();
  const draft = useDraft(exercise);
  const hints = useHints(exercise);
  const submission = useSubmission(exercise.slug);
  const [pane, setPane] = useState<Pane>('task');
  const [path, setPath] = useState(() => exercise.files.find(({ editable }) => editable)?.path ?? '');
  const [target, setTarget] = useState<Target | null>(null);
  const [wanted, setWanted] = useState<WantedHint | null>(null);
  const [asked, setAsked] = useState<Purpose | null>(null);
  const passed = usePassed(exercise.slug);
  const { view, sending, failure } = submission;
  const before = useChecksBefore(view);

  const submit = (purpose: Purpose = 'grade') => {
    if (!me) return setAsked(purpose);
    if (sending || (view && !isSettled(view))) return;
    setPane('result');
    void submission.submit(draft.handIn(), purpose);
  };
  useSubmitKey(submit);

  const toLine = (frame: Frame) => {
    setPath(frame.path);
    setPane('code');
    setTarget({ path: frame.path, line: frame.line, visit: Date.now() });
  };
  const toHint = (id: string) => {
    setPane('task');
    setWanted({ id, visit: Date.now() });
    void hints.openTo(exercise.hints.indexOf(id) + 1);
  };
  const show = (id: string) => {
    submission.choose(id);
    setPane('result');
  };
  // The verdict in view comes before the progress that follows from it.
  const passes = view?.outcome === 'passed' && view.purpose !== 'practice';
  return (
    <div className={css.bench} data-pane={pane}>
      <div className={css.task}>
        <TaskPane exercise={exercise} hints={hints} wanted={wanted} passed={passed || passes} />
        {(passed || passes) && <Solutions exercise={exercise.slug} />}
        <History exercise={exercise} shown={view?.id} onShow={show} onRestore={draft.replace} />
      </div>
      <div className={css.work}>
        <div className={css.codePane}>
          <Work
            exercise={exercise}
            draft={draft}
            path={path}
            onPath={setPath}
            target={target}
            busy={sending || (view !== null && !isSettled(view))}
            askToSignIn={asked}
            onSubmit={submit}
          />
        </div>
        <section className={css.resultPane} aria-label="Result" tabIndex={0}>
          <h2 className="visually-hidden">Result</h2>
          <p className="visually-hidden" role="status">
            {summary(view, sending)}
          </p>
          {failure !== null && (
            <ProblemNotice error={failure} onRetry={submission.retry ?? (() => submit())} />
          )}
          {view ? (
            <Result
              exercise={exercise}
              view={view}
              before={before}
              onFrame={toLine}
              onHint={toHint}
              onWithdraw={() => void submission.withdraw()}
              afterPassing={<AfterPassing exercise={exercise} />}
            />
          ) : (
            <>
              {passed && <PassedBefore exercise={exercise.slug} onShow={show} />}
              <ToBeChecked exercise={exercise} />
            </>
          )}
        </section>
      </div>
      <PaneBar pane={pane} onPane={setPane} />
    </div>
  );
}

function TaskPane({ exercise, hints, wanted, passed }: HintsListProps & { readonly passed: boolean }) {
  const skills = useSuspenseQuery(skillsQuery(useApi())).data.items;
  return (
    <>
      <div className={css.head}>
        <div className={css.kicker}>
          {exercise.skills.map((slug) => (
            <Link key={slug} to="/skills/$slug" params={{ slug }}>
              {skills.find((skill) => skill.slug === slug)?.title ?? slug}
            </Link>
          ))}
          {passed && <Tag tone="passed">passed</Tag>}
          <Tag>{kindWords[exercise.kind]}</Tag>
          <Tag>{exercise.level}</Tag>
          <Tag>{exercise.minutes} min</Tag>
        </div>
        <h1>{exercise.title}</h1>
      </div>
      <Prose html={exercise.taskHtml} />
      <HintsList exercise={exercise} hints={hints} wanted={wanted} />
    </>
  );
}

function ToBeChecked({ exercise }: { exercise: ExerciseView }) {
  return (
    <div className={css.nothing}>
      <h2>What will be checked</h2>
      <ul>
        {exercise.checks.map(({ id, title }) => (
          <li key={id}>{title}</li>
        ))}
      </ul>
    </div>
  );
}

/** At the width of a phone one of three panes is shown; this bar chooses which. */
function PaneBar({ pane, onPane }: { pane: Pane; onPane: (pane: Pane) => void }) {
  return (
    <div className={css.paneBar} role="group" aria-label="Show">
      {(['task', 'code', 'result'] as const).map((name) => (
        <button key={name} type="button" aria-pressed={pane === name} onClick={() => onPane(name)}>
          {name === 'task' ? 'Task' : name === 'code' ? 'Code' : 'Result'}
        </button>
      ))}
    </div>
  );
}

/** Ctrl+Enter or Cmd+Enter anywhere on the page; the code editor has its own binding and stops the event. */
function useSubmitKey(submit: () => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
    event.preventDefault();
    submit();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

/** Checks of the submission that was in view before this one. */
function useChecksBefore(view: SubmissionView | null): readonly CheckResult[] {
  const [before, setBefore] = useState<readonly CheckResult[]>([]);
  const last = useRef<SubmissionView | null>(null);
  const remember = useCallback((next: SubmissionView) => {
    if (next.purpose === 'practice') return;
    if (last.current && last.current.id !== next.id) setBefore(last.current.checks);
    last.current = next;
  }, []);
  useEffect(() => {
    if (view) remember(view);
  }, [view, remember]);
  return before;
}
