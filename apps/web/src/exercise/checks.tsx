import { CircleCheck, CircleDashed, CircleX, type LucideIcon } from 'lucide-react';
import type { CheckResult, CheckStatus, Frame } from '#contract';
import { CodeText } from '../ui/code-text.js';
import css from './checks.module.css';

const shown: Record<CheckStatus | 'pending', { icon: LucideIcon; word: string }> = {
  passed: { icon: CircleCheck, word: 'passed' },
  failed: { icon: CircleX, word: 'failed' },
  error: { icon: CircleX, word: 'raised an error' },
  blocked: { icon: CircleDashed, word: 'not judged yet' },
  pending: { icon: CircleDashed, word: 'to come' },
};

export interface ChecksProps {
  readonly checks: readonly (Pick<CheckResult, 'id' | 'name' | 'printed'> & {
    status: CheckStatus | 'pending';
  })[];
}

/** Every check as one quiet line: its state as shape and word, and what must hold; in practice also what it printed. */
export function Checks({ checks }: ChecksProps) {
  return (
    <ul className={css.checks} role="list">
      {checks.map(({ id, name, status, printed }) => {
        const { icon: Icon, word } = shown[status];
        return (
          <li key={id} className={css[status]}>
            <Icon size={17} aria-hidden="true" />
            <span>{name}</span>
            <small>{word}</small>
            {printed && (
              <figure>
                <figcaption>Printed</figcaption>
                <pre tabIndex={0} aria-label={`Printed while “${name}” ran`}>
                  {printed}
                </pre>
              </figure>
            )}
          </li>
        );
      })}
    </ul>
  );
}

export interface FirstMessageProps {
  readonly check: CheckResult;
  readonly onFrame?: ((frame: Frame) => void) | undefined;
}

/** The one check that speaks: the first that did not hold. */
export function FirstMessage({ check, onFrame }: FirstMessageProps) {
  return (
    <div className={css.first}>
      <h3>
        <CircleX size={18} aria-hidden="true" />
        <span>
          <span className="visually-hidden">Did not hold: </span>
          {check.name}
        </span>
      </h3>
      {check.message && (
        <p className={css.message}>
          <CodeText text={check.message} />
        </p>
      )}
      {(check.expected !== null || check.actual !== null) && (
        <dl className={css.compare}>
          {check.expected !== null && (
            <div>
              <dt>The task asks for</dt>
              <dd>{check.expected}</dd>
            </div>
          )}
          {check.actual !== null && (
            <div>
              <dt>Observed</dt>
              <dd>{check.actual}</dd>
            </div>
          )}
        </dl>
      )}
      <Frames frames={check.frames} onFrame={onFrame} />
    </div>
  );
}

export interface FramesProps {
  readonly frames: readonly Frame[];
  readonly onFrame?: ((frame: Frame) => void) | undefined;
}

/** The learner's own lines of a traceback; each leads to its place in the editor. */
export function Frames({ frames, onFrame }: FramesProps) {
  if (frames.length === 0) return null;
  return (
    <ol className={css.frames} aria-label="Your own lines, the last one is where it happened">
      {frames.map((frame) => (
        <li key={`${frame.path}:${frame.line}:${frame.source}`}>
          <button type="button" onClick={() => onFrame?.(frame)}>
            <span className={css.place}>
              {frame.path}, line {frame.line}
            </span>
            <code>{frame.source.trim()}</code>
          </button>
        </li>
      ))}
    </ol>
  );
}
