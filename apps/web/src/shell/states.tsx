import { useQueryClient } from '@tanstack/react-query';
import { Link, useRouter, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { adviceFor } from '../api/advice.js';
import { ApiProblem, isProblem, offline } from '../api/problem.js';
import { Button, buttonClass } from '../ui/button.js';
import { Notice, type Tone } from '../ui/notice.js';
import css from '../ui/page.module.css';
import { Page } from '../ui/page.js';
import { Skeleton } from '../ui/skeleton.js';
import { useHead } from './page-head.js';
import { useApi } from './services.js';

const SLOW_MS = 5_000;

export function PagePending() {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={css.page} aria-busy="true">
      <p className="visually-hidden" role="status">
        Loading
      </p>
      {slow && (
        <Notice tone="waiting">This takes longer than usual. It goes on by itself; nothing is lost.</Notice>
      )}
      <Skeleton lines={5} block />
    </div>
  );
}

export function NotFoundPage() {
  useHead({ title: 'Page not found', canonical: null, status: 404 });
  return (
    <Page
      title="There is no page here"
      width="narrow"
      lead="The address is unknown. It may have been renamed, or a letter went missing."
    >
      <div className={css.row}>
        <Link to="/skills" className={buttonClass('primary')}>
          See all skills
        </Link>
        <Link to="/exercises" className={buttonClass()}>
          See all exercises
        </Link>
      </div>
    </Page>
  );
}

const toneOf = (problem: ApiProblem): Tone =>
  problem.kind === 'offline' || problem.kind === 'too-many-requests'
    ? 'waiting'
    : problem.status >= 500 || problem.kind === 'fault'
      ? 'fault'
      : 'failed';

export interface ProblemNoticeProps {
  /** Left out where the title stands above already. */
  readonly untitled?: boolean;
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}

/** Any refusal, said in words: what happened, what to do, and the request id where somebody may have to look. */
export function ProblemNotice({ error, onRetry, untitled = false }: ProblemNoticeProps) {
  const problem = isProblem(error)
    ? error
    : new ApiProblem('fault', 500, 'Something went wrong on our side', null, null);
  return (
    <Notice
      tone={toneOf(problem)}
      role="alert"
      {...(untitled ? {} : { title: problem.title })}
      actions={
        onRetry && (
          <Button size="small" onClick={onRetry}>
            Try again
          </Button>
        )
      }
    >
      {problem.detail && problem.detail !== problem.title && <p>{problem.detail}</p>}
      <p>{adviceFor(problem.kind)}</p>
      {problem.requestId && problem.status >= 500 && (
        <p className={css.quiet}>
          Request <code>{problem.requestId}</code>
        </p>
      )}
    </Notice>
  );
}

const isCut = () =>
  typeof window !== 'undefined' && (navigator.onLine === false || 'cut' in document.documentElement.dataset);

/** What a route shows when its data could not be read. */
export function PageProblem({ error }: { error: unknown }) {
  const api = useApi();
  const router = useRouter();
  const queryClient = useQueryClient();
  const href = useRouterState({ select: (state) => state.location.href });
  // A part of the page that did not arrive is no problem document; `recover` has marked that one did not.
  const [cut] = useState(() => (isProblem(error) || !isCut() ? null : offline()));
  const [tries, setTries] = useState(0);
  const problem = isProblem(error) ? error : cut;
  const missing = problem?.status === 404;
  const title = problem?.title ?? 'Something went wrong on our side';
  useHead({ title, canonical: null, status: problem?.status || 500 });
  const retry = () => {
    // A part that was lost comes with the whole page only, and that only when somebody answers.
    if (cut || isCut()) {
      return void api.isThere().then((there) => {
        if (there) window.location.reload();
        else setTries((count) => count + 1);
      });
    }
    void queryClient
      .resetQueries({ predicate: (query) => query.state.status === 'error' })
      .then(() => router.invalidate());
  };
  if (problem?.kind === 'sign-in-required') {
    return (
      <Page
        title="Sign in to see this page"
        width="narrow"
        lead="Your session has ended. You come back here afterwards."
      >
        <Link to="/sign-in" search={{ back: href }} className={buttonClass('primary')}>
          Sign in
        </Link>
      </Page>
    );
  }
  return (
    <Page title={title} width="narrow">
      <div className={css.stack}>
        <ProblemNotice
          // Anew, so that it is read out again.
          key={tries}
          untitled
          error={problem ?? error}
          onRetry={missing || problem?.kind === 'forbidden' ? undefined : retry}
        />
        {missing && (
          <div className={css.row}>
            <Link to="/skills" className={buttonClass()}>
              See all skills
            </Link>
            <Link to="/exercises" className={buttonClass()}>
              See all exercises
            </Link>
          </div>
        )}
      </div>
    </Page>
  );
}
