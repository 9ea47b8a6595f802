import { describe, expect, it } from 'vitest';
import type { AreaView, SkillSummary } from '#contract';
import { fretsOf, layOut, neighbour } from './layout.js';

const area = (slug: string, order: number): AreaView => ({ slug, title: slug, order, skills: 0, hours: 0 });
const skill = (slug: string, inArea: string, needs: string[] = []): SkillSummary => ({
  slug,
  title: slug,
  area: inArea,
  outcome: '',
  level: 'foundation',
  importance: 'core',
  hours: 1,
  needs,
  status: 'available',
});

const areas = [area('low', 2), area('high', 1)];
const skills = [
  skill('a', 'high'),
  skill('b', 'high', ['a']),
  skill('c', 'high', ['a']),
  skill('d', 'low', ['a', 'b']),
  skill('e', 'low'),
];
const board = layOut(areas, skills);
const note = (slug: string) => {
  const found = board.notes.find((one) => one.slug === slug);
  if (!found) throw new Error(`no note ${slug}`);
  return found;
};

describe('the fretboard', () => {
  it('puts a skill one fret beyond the farthest skill it needs', () => {
    expect(Object.fromEntries(fretsOf(skills))).toEqual({ a: 0, b: 1, c: 1, d: 2, e: 0 });
  });

  it('orders strings by area and lets notes of one fret share it', () => {
    expect(board.strings.map(({ slug }) => slug)).toEqual(['high', 'low']);
    expect(note('b').x).toBeCloseTo((1 + 1 / 3) / 3);
    expect(note('c').x).toBeCloseTo((1 + 2 / 3) / 3);
  });

  it('leaves notes out without moving the others', () => {
    const some = layOut(areas, skills, new Set(['c']));
    expect(some.notes.map(({ slug, x }) => [slug, x])).toEqual([['c', note('c').x]]);
    expect(some.frets).toBe(board.frets);
  });

  it('is walked along a string and across to the nearest note', () => {
    expect(neighbour(board, note('a'), 'ArrowRight')?.slug).toBe('b');
    expect(neighbour(board, note('b'), 'ArrowRight')?.slug).toBe('c');
    expect(neighbour(board, note('c'), 'ArrowRight')).toBeUndefined();
    expect(neighbour(board, note('c'), 'ArrowDown')?.slug).toBe('d');
    expect(neighbour(board, note('e'), 'ArrowUp')?.slug).toBe('a');
  });
});
