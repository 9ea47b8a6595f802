import { SkillSet } from './skill-set.js';
import type { Area, Path, Skill } from './skills.tables.js';

export interface PathNode extends Omit<Path, 'retiredAt' | 'electivesCount' | 'position'> {
  /** Required skills by index, those of the included path first, prerequisites before what needs them. */
  readonly required: readonly number[];
  readonly electives: { readonly count: number; readonly from: readonly number[] };
}

export interface GraphRows {
  readonly version: string;
  readonly areas: readonly Area[];
  readonly skills: readonly Skill[];
  readonly needs: readonly { skill: string; needs: string }[];
  /** Every pair of a skill and something it needs, directly or through others. */
  readonly closure: readonly { skill: string; needs: string }[];
  readonly paths: readonly Omit<Path, 'retiredAt' | 'position'>[];
  readonly pathSkills: readonly { path: string; skill: string }[];
  readonly pathElectives: readonly { path: string; skill: string }[];
}

/**
 * One version of the skills graph in memory, with skills as numbers and sets of skills as bits, so that what follows
 * from it is arithmetic. Never changes; another version is another Graph.
 */
export class Graph {
  readonly version: string;
  readonly areas: readonly Area[];
  readonly skills: readonly Skill[];
  /** Direct prerequisites, as the author ordered them. */
  readonly needs: readonly (readonly number[])[];
  readonly neededBy: readonly (readonly number[])[];
  /** All prerequisites, and everything that builds on a skill. */
  readonly above: readonly SkillSet[];
  readonly below: readonly SkillSet[];
  /** Length of the longest chain of prerequisites. */
  readonly depth: readonly number[];
  /** Every skill, prerequisites before what needs them. */
  readonly order: readonly number[];
  readonly paths: ReadonlyMap<string, PathNode>;
  private readonly index: ReadonlyMap<string, number>;

  constructor(rows: GraphRows) {
    this.version = rows.version;
    this.skills = rows.skills;
    this.index = new Map(rows.skills.map(({ slug }, index) => [slug, index]));
    const used = new Set(rows.skills.map(({ area }) => area));
    this.areas = rows.areas.filter(({ slug }) => used.has(slug));

    const size = rows.skills.length;
    const needs = lists(size);
    const neededBy = lists(size);
    for (const edge of rows.needs) {
      needs[this.at(edge.skill)]!.push(this.at(edge.needs));
      neededBy[this.at(edge.needs)]!.push(this.at(edge.skill));
    }
    this.needs = needs;
    this.neededBy = neededBy;

    this.above = needs.map(() => new SkillSet(size));
    this.below = needs.map(() => new SkillSet(size));
    for (const { skill, needs: needed } of rows.closure) {
      this.above[this.at(skill)]!.add(this.at(needed));
      this.below[this.at(needed)]!.add(this.at(skill));
    }
    // A skill has more prerequisites than each of its prerequisites, so their number is an order.
    this.order = needs
      .map((_, index) => index)
      .sort((a, b) => this.above[a]!.size - this.above[b]!.size || a - b);
    const depth: number[] = needs.map(() => 0);
    for (const skill of this.order) for (const need of needs[skill]!) depth[skill] = Math.max(depth[skill]!, depth[need]! + 1);
    this.depth = depth;
    this.paths = this.pathNodes(rows);
  }

  /** The number of a skill that exists. */
  at(slug: string): number {
    const index = this.index.get(slug);
    if (index === undefined) throw new Error(`The graph has no skill ${slug}`);
    return index;
  }

  find(slug: string): number | undefined {
    return this.index.get(slug);
  }

  slug(index: number): string {
    return this.skills[index]!.slug;
  }

  title(index: number): string {
    return this.skills[index]!.title;
  }

  slugs(indexes: readonly number[]): string[] {
    return indexes.map((index) => this.slug(index));
  }

  /** All prerequisites, nearest first. */
  needsAll(index: number): number[] {
    const found = new Set(this.needs[index]);
    for (const need of found) for (const next of this.needs[need]!) found.add(next);
    return [...found];
  }

  private pathNodes(rows: GraphRows): Map<string, PathNode> {
    const bySlug = new Map(rows.paths.map((path) => [path.slug, path]));
    const nodes = new Map<string, PathNode>();
    const visit = (slug: string): readonly number[] => {
      const known = nodes.get(slug);
      if (known) return known.required;
      const path = bySlug.get(slug);
      if (!path) throw new Error(`The graph has no path ${slug}`);
      const before = path.includes === null ? [] : visit(path.includes);
      const skills = rows.pathSkills.filter((row) => row.path === slug).map(({ skill }) => this.at(skill));
      const required = [...before, ...this.sorted(skills).filter((skill) => !before.includes(skill))];
      const from = rows.pathElectives.filter((row) => row.path === slug).map(({ skill }) => this.at(skill));
      const { title, promise, includes, capstone } = path;
      nodes.set(slug, {
        slug,
        title,
        promise,
        includes,
        capstone,
        required,
        electives: { count: path.electivesCount, from },
      });
      return required;
    };
    for (const { slug } of rows.paths) visit(slug);
    return nodes;
  }

  /** Prerequisites first; otherwise as the author ordered them. */
  private sorted(skills: readonly number[]): number[] {
    const waiting = [...skills];
    const sorted: number[] = [];
    while (waiting.length > 0) {
      const next = waiting.findIndex((skill) => !waiting.some((other) => this.above[skill]!.has(other)));
      sorted.push(...waiting.splice(next, 1));
    }
    return sorted;
  }
}

function lists(size: number): number[][] {
  return Array.from({ length: size }, () => []);
}
