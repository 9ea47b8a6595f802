import { diffLines } from 'diff';
import css from './exercise.module.css';
import type { Files } from './use-draft.js';

export interface DiffProps {
  readonly from: Files;
  readonly to: Files;
  readonly fromName: string;
  readonly toName: string;
}

const signs = { added: '+', removed: '−', same: ' ' } as const;
const spoken = { added: 'added: ', removed: 'removed: ', same: '' } as const;
const CONTEXT_LINES = 2;

interface Line {
  readonly kind: keyof typeof signs;
  readonly text: string;
}

function linesOf(from: string, to: string): Line[] {
  return diffLines(from, to).flatMap(({ added, removed, value }) => {
    const kind = added ? 'added' : removed ? 'removed' : 'same';
    return value
      .replace(/\n$/, '')
      .split('\n')
      .map((text): Line => ({ kind, text }));
  });
}

/** Only lines near a change, with a gap where others were left out. */
function nearChanges(lines: readonly Line[]): (Line | null)[] {
  const near = lines.map((_, place) =>
    lines
      .slice(Math.max(0, place - CONTEXT_LINES), place + CONTEXT_LINES + 1)
      .some(({ kind }) => kind !== 'same'),
  );
  return lines.flatMap((line, place) => (near[place] ? [line] : near[place - 1] ? [null] : []));
}

export function Diff({ from, to, fromName, toName }: DiffProps) {
  const paths = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter(
    (path) => (from[path] ?? '') !== (to[path] ?? ''),
  );
  if (paths.length === 0)
    return (
      <p className={css.quiet}>
        No difference between {fromName} and {toName}.
      </p>
    );
  return (
    <div className={css.diffs}>
      <p className={css.quiet}>
        From {fromName} to {toName}
      </p>
      {paths.map((path) => (
        <figure key={path}>
          <figcaption>{path}</figcaption>
          <pre className={css.diff} tabIndex={0} role="region" aria-label={`Changes in ${path}`}>
            {nearChanges(linesOf(from[path] ?? '', to[path] ?? '')).map((line, place) =>
              line ? (
                // oxlint-disable-next-line react/no-array-index-key -- lines of a diff have no other identity and never move
                <span key={place} className={css[line.kind]}>
                  {signs[line.kind]} <span className="visually-hidden">{spoken[line.kind]}</span>
                  {line.text}
                  {'\n'}
                </span>
              ) : (
                // oxlint-disable-next-line react/no-array-index-key -- as above
                <span key={place} className={css.gap}>
                  {'⋯\n'}
                </span>
              ),
            )}
          </pre>
        </figure>
      ))}
    </div>
  );
}
