import { describe, expect, it } from 'vitest';
import type { SkillSummary } from '#contract';
import { layOutMap, needsOf, NODE, stepOnMap } from './map-layout.js';

const skill = (slug: string, area: string, needs: string[] = []): SkillSummary => ({
  slug,
  title: slug,
  area,
  outcome: '',
  level: 'foundation',
  importance: 'core',
  hours: 1,
  needs,
  status: 'available',
});
const areas = ['one', 'two'].map((slug, order) => ({ slug, title: slug, order, skills: 0, hours: 0 }));
const skills = [
  skill('a', 'one'),
  skill('b', 'one', ['a']),
  skill('c', 'two', ['a']),
  skill('d', 'two', ['b', 'c']),
  skill('e', 'two', ['b']),
];
const map = layOutMap(areas, skills);

describe('the map of skills', () => {
  it('draws every need from left to right', () => {
    const x = new Map(map.nodes.map((node) => [node.skill.slug, node.x]));
    expect(map.edges).toHaveLength(5);
    for (const { from, to } of map.edges) expect(x.get(from) ?? 0).toBeLessThan(x.get(to) ?? 0);
  });

  it('never lays one skill over another', () => {
    for (const one of map.nodes) {
      const over = map.nodes.filter(
        (other) =>
          other !== one && Math.abs(other.x - one.x) < NODE.width && Math.abs(other.y - one.y) < NODE.height,
      );
      expect(over).toEqual([]);
    }
  });

  it('closes the gaps of columns that nothing stands in', () => {
    const some = layOutMap(
      areas,
      [skills[0], skills[3]].flatMap((one) => one ?? []),
      skills,
    );
    expect(some.columns).toBe(2);
    expect(some.width).toBeLessThan(map.width);
  });

  it('is walked along its edges', () => {
    expect(stepOnMap(map, 'a', 'ArrowRight')).toBe('b');
    expect(stepOnMap(map, 'd', 'ArrowLeft')).toBe('c');
    expect(stepOnMap(map, 'd', 'ArrowDown')).toBe('e');
    expect(stepOnMap(map, 'a', 'ArrowLeft')).toBeUndefined();
  });

  it('knows everything a skill needs, directly or through others', () => {
    expect([...needsOf('d', skills)].toSorted()).toEqual(['a', 'b', 'c']);
  });
});
