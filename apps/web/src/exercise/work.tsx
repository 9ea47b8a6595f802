import { Link } from '@tanstack/react-router';
import { FlaskConical, Send } from 'lucide-react';
import { useState } from 'react';
import type { ExerciseView } from '#contract';
import { useMe } from '../shell/services.js';
import { Button, buttonClass } from '../ui/button.js';
import { useHydrated } from '../ui/hydrated.js';
import { keep, useKept } from '../ui/kept.js';
import { Notice } from '../ui/notice.js';
import type { Target } from './editor.js';
import css from './exercise.module.css';
import { Files } from './files.js';
import type { Draft } from './use-draft.js';
import type { Purpose } from './use-submission.js';

const PLAIN = 'fretboard.plain-editor';

export interface WorkProps {
  readonly exercise: ExerciseView;
  readonly draft: Draft;
  readonly path: string;
  readonly onPath: (path: string) => void;
  readonly target: Target | null;
  readonly busy: boolean;
  /** What somebody without an account wanted to do. */
  readonly askToSignIn: Purpose | null;
  readonly onSubmit: (purpose?: Purpose) => void;
}

export function Work({ exercise, draft, path, onPath, target, busy, askToSignIn, onSubmit }: WorkProps) {
  const hydrated = useHydrated();
  const plain = useKept(PLAIN) === 'yes';
  const [sure, setSure] = useState(false);
  const modifier = hydrated && /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';
  return (
    <>
      <Files
        exercise={exercise}
        draft={draft}
        path={path}
        onPath={onPath}
        target={target}
        plain={plain}
        onSubmit={() => onSubmit()}
      />
      <div className={css.actions}>
        <Button kind="primary" busy={busy} onClick={() => onSubmit()}>
          {!busy && <Send size={16} aria-hidden="true" />} Submit for grading
        </Button>
        {exercise.practice && (
          <Button busy={busy} onClick={() => onSubmit('practice')}>
            {!busy && <FlaskConical size={16} aria-hidden="true" />}{' '}
            {exercise.kind === 'write-tests' ? 'Run your tests' : 'Run the public tests'}
          </Button>
        )}
        <span className={`${css.quiet} ${css.keys}`}>
          <kbd>{modifier}</kbd> <kbd>Enter</kbd>
          {!plain && (
            <>
              {' '}
              · <kbd>Esc</kbd> <kbd>Tab</kbd> leaves the code
            </>
          )}
        </span>
        <span className={css.grow} />
        {draft.changed.size > 0 &&
          (sure ? (
            <span className={css.row} role="group" aria-label="Start over?">
              <Button
                size="small"
                kind="danger"
                onClick={() => {
                  draft.reset();
                  setSure(false);
                }}
              >
                Throw my changes away
              </Button>
              <Button size="small" kind="plain" onClick={() => setSure(false)}>
                Keep them
              </Button>
            </span>
          ) : (
            <Button size="small" kind="plain" onClick={() => setSure(true)}>
              Start over
            </Button>
          ))}
        <label className={css.toggle}>
          <input
            type="checkbox"
            checked={plain}
            onChange={(event) => keep(PLAIN, event.target.checked ? 'yes' : 'no')}
          />
          Plain text field
        </label>
      </div>
      <p className="visually-hidden" id="editor-keys">
        In the code editor Tab indents. Press Escape, then Tab, to leave it. {modifier} and Enter submit.
      </p>
      <noscript>
        <p>
          Files and hints open, and code is handed in, with JavaScript only. The task can be read without.
        </p>
      </noscript>
      {draft.unkept && (
        <Notice tone="next" role="status" title="Your code is not kept on this device">
          <p>
            The browser has no room for it, so it lasts only as long as this page. Submit it or copy it before
            you leave.
          </p>
        </Notice>
      )}
      {askToSignIn && <AskToSignIn slug={exercise.slug} purpose={askToSignIn} />}
    </>
  );
}

function AskToSignIn({ slug, purpose }: { slug: string; purpose: Purpose }) {
  const me = useMe();
  if (me) return null;
  const search = { back: `/exercises/${slug}` };
  return (
    <Notice
      tone="next"
      role="status"
      title={purpose === 'practice' ? 'Sign in to run the tests' : 'Sign in to have it graded'}
      actions={
        <>
          <Link to="/sign-up" search={search} className={buttonClass('primary', 'small')}>
            Sign up
          </Link>
          <Link to="/sign-in" search={search} className={buttonClass('quiet', 'small')}>
            Sign in
          </Link>
        </>
      }
    >
      <p>Your code is kept on this device. You come back here with it.</p>
    </Notice>
  );
}
