import type { AreaView, SkillSummary } from '#contract';

export interface Note {
  readonly slug: string;
  readonly title: string;
  readonly area: string;
  /** Index of the area's string, from the top. */
  readonly string: number;
  /** How many skills stand one after another before this one at most; 0 is played open. */
  readonly fret: number;
  /** Place along the neck, 0 to 1. */
  readonly x: number;
}

export interface Board {
  readonly strings: readonly AreaView[];
  readonly frets: number;
  readonly notes: readonly Note[];
}

/** Fret of each skill: one beyond the farthest skill it needs. The graph has no cycles; the content check sees to it. */
export function fretsOf(skills: readonly SkillSummary[]): Map<string, number> {
  const bySlug = new Map(skills.map((skill) => [skill.slug, skill]));
  const frets = new Map<string, number>();
  const fret = (slug: string): number => {
    const known = frets.get(slug);
    if (known !== undefined) return known;
    const needs = (bySlug.get(slug)?.needs ?? []).filter((need) => bySlug.has(need));
    const value = needs.length ? 1 + Math.max(...needs.map(fret)) : 0;
    frets.set(slug, value);
    return value;
  };
  for (const skill of skills) fret(skill.slug);
  return frets;
}

/** Places every skill on the neck. `only` leaves notes out without moving the others, so filters never shuffle the picture. */
export function layOut(
  areas: readonly AreaView[],
  skills: readonly SkillSummary[],
  only?: ReadonlySet<string>,
): Board {
  const strings = [...areas].toSorted((a, b) => a.order - b.order);
  const fretOf = fretsOf(skills);
  const frets = Math.max(0, ...fretOf.values()) + 1;
  const notes: Note[] = [];
  for (const [string, area] of strings.entries()) {
    for (let fret = 0; fret < frets; fret++) {
      const cell = skills.filter((skill) => skill.area === area.slug && fretOf.get(skill.slug) === fret);
      for (const [place, { slug, title }] of cell.entries()) {
        if (only && !only.has(slug)) continue;
        const x = (fret + (place + 1) / (cell.length + 1)) / frets;
        notes.push({ slug, title, area: area.title, string, fret, x });
      }
    }
  }
  return { strings, frets, notes };
}

export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';
const arrows: ReadonlySet<string> = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']);
export const isArrow = (key: string): key is Arrow => arrows.has(key);

/** The next note along the string, or the nearest one on the next string that has any. */
export function neighbour(board: Board, from: Note, arrow: Arrow): Note | undefined {
  const away = (note: Note) => Math.abs(note.x - from.x);
  const nearest = (notes: readonly Note[]) =>
    notes.reduce<Note | undefined>(
      (best, note) => (best && away(best) <= away(note) ? best : note),
      undefined,
    );
  if (arrow === 'ArrowLeft' || arrow === 'ArrowRight') {
    const ahead = arrow === 'ArrowRight' ? 1 : -1;
    return nearest(
      board.notes.filter((note) => note.string === from.string && (note.x - from.x) * ahead > 1e-9),
    );
  }
  const down = arrow === 'ArrowDown' ? 1 : -1;
  for (let string = from.string + down; string >= 0 && string < board.strings.length; string += down) {
    const found = nearest(board.notes.filter((note) => note.string === string));
    if (found) return found;
  }
  return undefined;
}
