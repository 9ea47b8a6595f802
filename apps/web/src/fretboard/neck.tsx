import css from './fretboard.module.css';
import type { Board } from './layout.js';

export const ROW = 28;
const TOP = 6;
const FOOT = 26;

export const rowY = (string: number) => TOP + ROW * string + ROW / 2;
export const neckHeight = (board: Board) => TOP + ROW * board.strings.length + FOOT;
export const percent = (share: number) => `${(100 * share).toFixed(3)}%`;

/** Frets that carry a mark on most instruments. */
const INLAYS = [3, 5, 7, 9];

/** Strings, frets and marks: the still part of the picture. */
export function Neck({ board }: { board: Board }) {
  const bottom = rowY(board.strings.length - 1) + ROW / 2;
  const middle = (TOP + bottom) / 2;
  return (
    <g aria-hidden="true">
      {INLAYS.filter((fret) => fret < board.frets).map((fret) => (
        <circle
          key={fret}
          className={css.inlay}
          cx={percent((fret + 0.5) / board.frets)}
          cy={middle}
          r="11"
        />
      ))}
      {Array.from({ length: board.frets - 1 }, (_, fret) => {
        const x = percent((fret + 1) / board.frets);
        return (
          <line key={x} className={fret === 0 ? css.nut : css.fret} x1={x} x2={x} y1={TOP} y2={bottom} />
        );
      })}
      {board.strings.map(({ slug }, string) => (
        <line
          key={slug}
          className={css.string}
          x1="0"
          x2="100%"
          y1={rowY(string)}
          y2={rowY(string)}
          strokeWidth={1 + (1.4 * string) / board.strings.length}
        />
      ))}
      {Array.from({ length: board.frets }, (_, fret) => (
        <text key={fret} className={css.number} x={percent((fret + 0.5) / board.frets)} y={bottom + 16}>
          {fret === 0 ? 'open' : fret}
        </text>
      ))}
    </g>
  );
}
