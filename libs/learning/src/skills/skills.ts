import { Injectable } from '@nestjs/common';
import type { PathList, PathView, SkillList, SkillStatus, SkillSummary, SkillView } from '#contract';
import { renderMarkdown } from '#content';
import { Db, Kept, Problem, type Tx } from '#platform';
import type { Graph, PathNode } from './graph.js';
import { type GraphChange, type GraphContent, loadGraph } from './load-graph.js';
import { closureOf, presentVersion, readGraph } from './read-graph.js';

/** The exercises that can be taken, by slug. They stand above this room, so whoever asks for a page brings them. */
export type Written = ReadonlyMap<string, { readonly title: string; readonly waits?: boolean }>;

@Injectable()
export class Skills {
  private readonly kept = new Kept<Graph>();

  constructor(private readonly db: Db) {}

  /**
   * Puts this content in the place of the graph. All of it or, by the caller's rollback, nothing: a cycle, an unknown
   * slug or a bad value throws. Skills and paths that are gone are retired, not deleted. The same version changes
   * nothing.
   */
  load(tx: Tx, content: GraphContent): Promise<GraphChange> {
    return loadGraph(tx, content);
  }

  /** Changes whenever the graph does. */
  version(tx: Tx = this.db.read): Promise<string> {
    return presentVersion(tx);
  }

  /** The graph in force; kept in memory until another version is loaded. With a tx no second connection is taken. */
  async graph(tx?: Tx): Promise<Graph> {
    const version = await this.version(tx);
    return this.kept.for(version, () => (tx ? readGraph(tx) : this.db.transaction(readGraph)));
  }

  async list(written: Written): Promise<SkillList> {
    const graph = await this.graph();
    const items = graph.skills.map((_, index) => summary(graph, index, written));
    const areas = graph.areas.map(({ slug, title, position }) => {
      const skills = items.filter(({ area }) => area === slug);
      return { slug, title, order: position, skills: skills.length, hours: sum(skills.map(({ hours }) => hours)) };
    });
    return { graph: graph.version, areas, items };
  }

  async view(slug: string, written: Written): Promise<SkillView> {
    const graph = await this.graph();
    const index = requireSkill(graph, slug);
    const skill = graph.skills[index]!;
    const link = (other: number) => ({ slug: graph.slug(other), title: graph.title(other) });
    const paths = [...graph.paths.values()].filter(
      ({ required, electives }) => required.includes(index) || electives.from.includes(index),
    );
    return {
      ...summary(graph, index, written),
      know: skill.know,
      can: skill.can,
      learn: skill.learn,
      assess: skill.assess.map((exercise) => ({
        slug: exercise,
        title: written.get(exercise)?.title ?? null,
        available: written.has(exercise),
      })),
      bodyHtml: renderMarkdown(skill.body),
      needsAll: graph.slugs(graph.needsAll(index)),
      prerequisites: graph.needs[index]!.map(link),
      opens: graph.neededBy[index]!.map(link),
      paths: paths.map(({ slug: path, title }) => ({ slug: path, title })),
    };
  }

  /** All prerequisites, direct and through others, nearest first; asked of the database. */
  closure(at: Tx, slug: string): Promise<string[]> {
    return closureOf(at, slug);
  }

  async paths(): Promise<PathList> {
    const graph = await this.graph();
    return { items: [...graph.paths.values()].map((path) => pathView(graph, path)) };
  }

  async path(slug: string): Promise<PathView> {
    const graph = await this.graph();
    return pathView(graph, requirePath(graph, slug));
  }

  async requirePath(slug: string): Promise<void> {
    requirePath(await this.graph(), slug);
  }

  /** Refuses what the path does not offer, and more than it asks for: it would be kept and never counted. */
  async requireElectives(path: string | null, electives: readonly string[]): Promise<void> {
    const graph = await this.graph();
    const chosen = [...new Set(electives)].map((slug) => requireSkill(graph, slug));
    if (chosen.length === 0) return;
    const { title, electives: offered } = pathFor(graph, path);
    const strange = chosen.find((skill) => !offered.from.includes(skill));
    if (strange !== undefined)
      throw unfit(`“${graph.title(strange)}” is not an elective of the path “${title}”.`);
    if (chosen.length > offered.count)
      throw unfit(`The path “${title}” asks for ${offered.count} electives; ${chosen.length} were sent.`);
  }
}

function unfit(message: string): Problem {
  return new Problem('invalid-request', `electives: ${message}`, { issues: [{ path: 'electives', message }] });
}

/** The path of those who chose none: the web site shows the same (apps/web/src/fretboard/goal.ts). */
const USUAL_PATH = 'job-ready';

/** A path that a profile names may have been retired since. */
export function pathFor(graph: Graph, chosen: string | null): PathNode {
  const [first] = graph.paths.values();
  const path = graph.paths.get(chosen ?? USUAL_PATH) ?? graph.paths.get(USUAL_PATH) ?? first;
  if (!path) throw new Problem('not-ready', 'No path is loaded yet.');
  return path;
}

export function requireSkill(graph: Graph, slug: string): number {
  const index = graph.find(slug);
  if (index === undefined) throw new Problem('unknown-skill', `There is no skill “${slug}”.`, { skills: [slug] });
  return index;
}

export function requirePath(graph: Graph, slug: string): PathNode {
  const path = graph.paths.get(slug);
  if (!path) throw new Problem('unknown-path', `There is no path “${slug}”.`, { path: slug });
  return path;
}

/** A skill can be proven once every exercise that assesses it is written and none waits for people who cannot judge yet. */
export function statusOf(assess: readonly string[], written: Written): SkillStatus {
  return assess.every((exercise) => written.has(exercise) && !written.get(exercise)?.waits) ? 'available' : 'planned';
}

function summary(graph: Graph, index: number, written: Written): SkillSummary {
  const { slug, title, area, outcome, level, importance, hours, assess } = graph.skills[index]!;
  const needs = graph.slugs(graph.needs[index]!);
  return { slug, title, area, outcome, level, importance, hours, needs, status: statusOf(assess, written) };
}

function pathView(graph: Graph, { slug, title, promise, includes, capstone, required, electives }: PathNode): PathView {
  return {
    slug,
    title,
    promise,
    includes,
    skills: graph.slugs(required),
    electives: { count: electives.count, from: graph.slugs(electives.from) },
    capstone,
    hours: sum(required.map((index) => graph.skills[index]!.hours)),
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
