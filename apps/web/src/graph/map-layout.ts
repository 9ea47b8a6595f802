import type { AreaView, SkillSummary } from '#contract';
import { fretsOf, type Arrow } from '../fretboard/layout.js';

export const NODE = { width: 115, height: 50 } as const;
const COLUMN = 123;
const LINE = 57;
const LANE_HEAD = 30;
const LANE_FOOT = 14;
const LEFT = 14;

export interface MapNode {
  readonly skill: SkillSummary;
  readonly x: number;
  readonly y: number;
}
export interface MapEdge {
  readonly from: string;
  readonly to: string;
  readonly d: string;
}
export interface MapLane {
  readonly area: AreaView;
  readonly y: number;
  readonly height: number;
}
export interface SkillsMap {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly lanes: readonly MapLane[];
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
}

/**
 * The fretboard with room to read: one lane per area, one column per fret, so an edge always runs to the right.
 * Skills of one area and fret stand one below the other. The same for every reader and every filter of state.
 */
export function layOutMap(
  areas: readonly AreaView[],
  skills: readonly SkillSummary[],
  all = skills,
): SkillsMap {
  const fretOf = fretsOf(all);
  const used = [...new Set(skills.map(({ slug }) => fretOf.get(slug) ?? 0))].toSorted((a, b) => a - b);
  const columnOf = new Map(used.map((fret, column) => [fret, column]));
  const lanes: MapLane[] = [];
  const nodes = new Map<string, MapNode>();
  let y = 0;
  for (const area of [...areas].toSorted((a, b) => a.order - b.order)) {
    const own = skills.filter((skill) => skill.area === area.slug);
    if (own.length === 0) continue;
    const filled = new Map<number, number>();
    for (const skill of own) {
      const column = columnOf.get(fretOf.get(skill.slug) ?? 0) ?? 0;
      const line = filled.get(column) ?? 0;
      filled.set(column, line + 1);
      nodes.set(skill.slug, {
        skill,
        x: LEFT + column * COLUMN,
        y: y + LANE_HEAD + line * LINE,
      });
    }
    const height = LANE_HEAD + Math.max(...filled.values()) * LINE + LANE_FOOT - (LINE - NODE.height);
    lanes.push({ area, y, height });
    y += height;
  }
  const edges = skills.flatMap((skill) =>
    skill.needs.flatMap((need) => {
      const from = nodes.get(need);
      const to = nodes.get(skill.slug);
      return from && to ? [{ from: need, to: skill.slug, d: curve(from, to) }] : [];
    }),
  );
  const width = LEFT * 2 + Math.max(0, used.length - 1) * COLUMN + NODE.width;
  return { width, height: y, columns: used.length, lanes, nodes: [...nodes.values()], edges };
}

function curve(from: MapNode, to: MapNode): string {
  const x1 = from.x + NODE.width;
  const y1 = from.y + NODE.height / 2;
  const y2 = to.y + NODE.height / 2;
  const bend = Math.max(20, (to.x - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${to.x - bend} ${y2} ${to.x} ${y2}`;
}

/** Everything a skill needs, directly or through others. */
export function needsOf(slug: string, skills: readonly SkillSummary[]): ReadonlySet<string> {
  const bySlug = new Map(skills.map((skill) => [skill.slug, skill]));
  const found = new Set<string>();
  const visit = (from: string) => {
    for (const need of bySlug.get(from)?.needs ?? []) {
      if (found.has(need)) continue;
      found.add(need);
      visit(need);
    }
  };
  visit(slug);
  return found;
}

/** Right follows an edge to what opens, left to what is needed; up and down go to the next skill of the column. */
export function stepOnMap(map: SkillsMap, from: string, arrow: Arrow): string | undefined {
  const node = map.nodes.find(({ skill }) => skill.slug === from);
  if (!node) return undefined;
  const byHeight = (slugs: readonly string[]) =>
    map.nodes
      .filter(({ skill }) => slugs.includes(skill.slug))
      .toSorted((a, b) => Math.abs(a.y - node.y) - Math.abs(b.y - node.y))[0]?.skill.slug;
  if (arrow === 'ArrowRight')
    return byHeight(map.edges.filter((edge) => edge.from === from).map(({ to }) => to));
  if (arrow === 'ArrowLeft')
    return byHeight(map.edges.filter((edge) => edge.to === from).map((edge) => edge.from));
  const column = map.nodes.filter(({ x }) => x === node.x).toSorted((a, b) => a.y - b.y);
  const place = column.indexOf(node);
  return column[place + (arrow === 'ArrowDown' ? 1 : -1)]?.skill.slug;
}
