import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import type { AreaView, SkillSummary } from '#contract';
import css from './fretboard.module.css';
import { isArrow, layOut, neighbour, type Note } from './layout.js';
import { Legend } from './legend.js';
import { masteryWords, type MasteryOf } from './mastery.js';
import { Neck, neckHeight, percent, rowY } from './neck.js';
import { Twin } from './twin.js';

export interface FretboardProps {
  readonly label: string;
  readonly areas: readonly AreaView[];
  readonly skills: readonly SkillSummary[];
  /** The skills to show; all of them when it is not given. */
  readonly only?: ReadonlySet<string> | undefined;
  readonly masteryOf: MasteryOf;
  /** Skills to begin with, in order; drawn with their number. */
  readonly first?: readonly string[];
  /** Drawn lighter: electives of a path. */
  readonly aside?: ReadonlySet<string> | undefined;
  /** With it a note is a checkbox that says "I know this"; without it a note leads to its skill. */
  readonly onToggle?: ((slug: string) => void) | undefined;
}

/** The signature picture: areas are strings, a skill's distance from the start is its fret. It has one tab stop. */
export function Fretboard(props: FretboardProps) {
  const { label, areas, skills, only, masteryOf, first = [], aside, onToggle } = props;
  const board = useMemo(() => layOut(areas, skills, only), [areas, skills, only]);
  const [active, setActive] = useState<string | null>(null);
  const [shown, setShown] = useState<Note | null>(null);
  const svg = useRef<SVGSVGElement>(null);
  const stop = board.notes.some(({ slug }) => slug === active) ? active : (first[0] ?? board.notes[0]?.slug);

  const move = (event: KeyboardEvent, note: Note) => {
    if (event.key === ' ' && onToggle) {
      event.preventDefault();
      return onToggle(note.slug);
    }
    if (!isArrow(event.key)) return;
    const to = neighbour(board, note, event.key);
    event.preventDefault();
    if (to) svg.current?.querySelector<SVGElement>(`[data-skill="${to.slug}"]`)?.focus();
  };

  return (
    <div className={css.figure}>
      <div className={css.board}>
        <ul className={css.strings} role="list" aria-hidden="true">
          {board.strings.map(({ slug, title }) => (
            <li key={slug}>{title}</li>
          ))}
        </ul>
        <div className={css.neck}>
          <svg ref={svg} className={css.svg} height={neckHeight(board)} role="group" aria-label={label}>
            <Neck board={board} />
            {board.notes.map((note) => (
              <NoteMark
                key={note.slug}
                note={note}
                mastery={masteryOf(note.slug)}
                number={first.indexOf(note.slug) + 1}
                aside={aside?.has(note.slug) ?? false}
                tabIndex={note.slug === stop ? 0 : -1}
                onToggle={onToggle}
                onFocus={() => {
                  setActive(note.slug);
                  setShown(note);
                }}
                onHover={setShown}
                onKeyDown={move}
              />
            ))}
          </svg>
        </div>
      </div>
      <Legend
        note={shown}
        state={
          shown &&
          (onToggle && masteryOf(shown.slug) === 'proven' ? 'known' : masteryWords[masteryOf(shown.slug)])
        }
        numbered={first.length > 0}
        known={onToggle !== undefined}
        electives={board.notes.some(({ slug }) => aside?.has(slug))}
      />
      <Twin board={board} masteryOf={masteryOf} known={onToggle !== undefined} onToggle={onToggle} />
    </div>
  );
}

interface NoteMarkProps {
  readonly note: Note;
  readonly mastery: ReturnType<MasteryOf>;
  readonly number: number;
  readonly aside: boolean;
  readonly tabIndex: number;
  readonly onToggle: ((slug: string) => void) | undefined;
  readonly onFocus: () => void;
  readonly onHover: (note: Note | null) => void;
  readonly onKeyDown: (event: KeyboardEvent, note: Note) => void;
}

function NoteMark({
  note,
  mastery,
  number,
  aside,
  tabIndex,
  onToggle,
  onFocus,
  onHover,
  onKeyDown,
}: NoteMarkProps) {
  const navigate = useNavigate();
  const x = percent(note.x);
  const y = rowY(note.string);
  const name = number
    ? `${note.title}, begin here, number ${number}`
    : `${note.title}, ${masteryWords[mastery]}`;
  const press = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (onToggle) onToggle(note.slug);
    else void navigate({ to: '/skills/$slug', params: { slug: note.slug } });
  };
  return (
    <a
      href={onToggle ? undefined : `/skills/${note.slug}`}
      role={onToggle ? 'checkbox' : undefined}
      aria-checked={onToggle ? mastery === 'proven' : undefined}
      aria-label={onToggle ? `I know: ${note.title}` : name}
      className={[css.note, css[mastery], number && css.first, aside && css.aside].filter(Boolean).join(' ')}
      data-skill={note.slug}
      tabIndex={tabIndex}
      onClick={press}
      onFocus={onFocus}
      onMouseEnter={() => onHover(note)}
      onKeyDown={(event) => onKeyDown(event, note)}
    >
      <circle className={css.target} cx={x} cy={y} r="14" />
      <circle className={css.halo} cx={x} cy={y} r="13" />
      <circle className={css.dot} cx={x} cy={y} r="6" />
      {number > 0 && (
        <text x={x} y={y + 4.3}>
          {number}
        </text>
      )}
    </a>
  );
}
