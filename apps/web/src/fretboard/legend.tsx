import css from './fretboard.module.css';
import type { Note } from './layout.js';

function Sample({ kind, word }: { kind: string; word: string }) {
  return (
    <li>
      <svg
        viewBox="-11 -11 22 22"
        aria-hidden="true"
        className={kind
          .split(' ')
          .map((part) => css[part])
          .join(' ')}
      >
        <circle className={css.dot} r="6" />
      </svg>
      {word}
    </li>
  );
}

export interface LegendProps {
  readonly note: Note | null;
  readonly state: string | null;
  readonly numbered: boolean;
  readonly known: boolean;
  readonly electives: boolean;
}

/** Says which note the pointer or the focus is on, and what the shapes mean. */
export function Legend({ note, state, numbered, known, electives }: LegendProps) {
  return (
    <div className={css.legend}>
      <p className={css.caption} aria-hidden="true">
        {note ? `${note.title} · ${note.area} · ${state}` : ' '}
      </p>
      <ul role="list">
        <Sample kind="proven" word={known ? 'you know it' : 'proven'} />
        <Sample kind="open" word="open" />
        <Sample kind="locked" word="needs others first" />
        {electives && <Sample kind="locked aside" word="fainter: an elective" />}
        {numbered && <Sample kind="first" word="begin here" />}
      </ul>
    </div>
  );
}
