import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import css from './fretboard.module.css';
import type { Board } from './layout.js';
import { masteryWords, type MasteryOf } from './mastery.js';

export interface TwinProps {
  readonly board: Board;
  readonly masteryOf: MasteryOf;
  readonly known: boolean;
  readonly onToggle: ((slug: string) => void) | undefined;
}

/** The picture in words. */
export function Twin({ board, masteryOf, known, onToggle }: TwinProps) {
  const word = known ? 'known' : 'proven';
  return (
    <details className={css.twin}>
      <summary>The fretboard in words</summary>
      <dl>
        {board.strings.map(({ slug, title }, string) => {
          const notes = board.notes.filter((note) => note.string === string);
          if (notes.length === 0) return null;
          const proven = notes.filter((note) => masteryOf(note.slug) === 'proven').length;
          return (
            <div key={slug}>
              <dt>
                {title}: {proven} of {notes.length} {word}
              </dt>
              <dd>
                {notes.map((note, place) => (
                  <Fragment key={note.slug}>
                    {place > 0 && ', '}
                    {onToggle ? (
                      <label>
                        <input
                          type="checkbox"
                          checked={masteryOf(note.slug) === 'proven'}
                          onChange={() => onToggle(note.slug)}
                        />{' '}
                        {note.title}
                      </label>
                    ) : (
                      <>
                        <Link to="/skills/$slug" params={{ slug: note.slug }}>
                          {note.title}
                        </Link>{' '}
                        ({masteryWords[masteryOf(note.slug)]})
                      </>
                    )}
                  </Fragment>
                ))}
              </dd>
            </div>
          );
        })}
      </dl>
    </details>
  );
}
