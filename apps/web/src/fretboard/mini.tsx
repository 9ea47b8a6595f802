import type { AreaView, SkillSummary } from '#contract';
import { useMemo } from 'react';
import css from './fretboard.module.css';
import { layOut } from './layout.js';
import type { MasteryOf } from './mastery.js';

export interface MiniFretboardProps {
  readonly areas: readonly AreaView[];
  readonly skills: readonly SkillSummary[];
  readonly masteryOf: MasteryOf;
  readonly label: string;
}

/** The fretboard at a glance, for the header and for certificates. */
export function MiniFretboard({ areas, skills, masteryOf, label }: MiniFretboardProps) {
  const board = useMemo(() => layOut(areas, skills), [areas, skills]);
  const gap = 30 / board.strings.length;
  return (
    <svg className={css.mini} viewBox="0 0 120 32" role="img" aria-label={label}>
      {board.notes.map((note) => (
        <circle
          key={note.slug}
          className={css[masteryOf(note.slug)]}
          cx={2 + 116 * note.x}
          cy={1 + gap * (note.string + 0.5)}
          r={masteryOf(note.slug) === 'proven' ? 2 : 1.2}
        />
      ))}
    </svg>
  );
}
