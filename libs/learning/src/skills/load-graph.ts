import { In, IsNull, Not } from 'typeorm';
import type { Content } from '#content';
import type { Tx } from '#platform';
import { presentVersion, skillsOnCycles } from './read-graph.js';
import { Area, GraphLoad, Path, PathElective, PathSkill, Skill, SkillNeed } from './skills.tables.js';

export type GraphContent = Pick<Content, 'graph'> & {
  readonly areas: readonly Content['areas'][number][];
  readonly skills: readonly Omit<Content['skills'][number], 'origin'>[];
  readonly paths: readonly Omit<Content['paths'][number], 'origin'>[];
};

export interface GraphChange {
  readonly version: string;
  readonly changed: boolean;
  readonly added: readonly string[];
  readonly retired: readonly string[];
}

/** The graph cannot be loaded. Content is checked before it comes here, so this is the last line. */
export class GraphRefused extends Error {
  override name = 'GraphRefused';
}

export async function loadGraph(tx: Tx, content: GraphContent): Promise<GraphChange> {
  // Two loads at once would each delete what the other writes; readers are not held up.
  await tx.query('LOCK TABLE graph_loads IN SHARE ROW EXCLUSIVE MODE');
  if ((await presentVersion(tx)) === content.graph) {
    return { version: content.graph, changed: false, added: [], retired: [] };
  }
  const before = await tx.find(Skill, { where: { retiredAt: IsNull() }, select: { slug: true } });
  await replaceSkills(tx, content);
  await replacePaths(tx, content);
  const cycle = await skillsOnCycles(tx);
  if (cycle.length > 0) {
    throw new GraphRefused(`These skills need each other in a circle: ${cycle.join(', ')}. Nothing was loaded.`);
  }
  await tx.insert(GraphLoad, { version: content.graph });
  const was = new Set(before.map(({ slug }) => slug));
  const is = new Set(content.skills.map(({ slug }) => slug));
  return {
    version: content.graph,
    changed: true,
    added: [...is].filter((slug) => !was.has(slug)),
    retired: [...was].filter((slug) => !is.has(slug)),
  };
}

async function replaceSkills(tx: Tx, { areas, skills }: GraphContent): Promise<void> {
  await tx.upsert(
    Area,
    areas.map(({ slug, title, order }) => ({ slug, title, position: order })),
    ['slug'],
  );
  await tx.delete(SkillNeed, { skill: Not(IsNull()) });
  const kept = skills.map(({ slug }) => slug);
  await tx.update(Skill, { slug: Not(In(kept)), retiredAt: IsNull() }, { retiredAt: () => 'now()' });
  await tx.upsert(
    Skill,
    skills.map(({ needs: _, ...skill }, index) => ({ ...skill, position: index + 1, retiredAt: null })),
    ['slug'],
  );
  const edges = skills.flatMap(({ slug, needs }) => needs.map((need) => ({ skill: slug, needs: need })));
  const known = new Set(kept);
  for (const { skill, needs } of edges) {
    // A retired skill still has its row, so the foreign key alone would let this pass.
    if (!known.has(needs)) throw new GraphRefused(`${skill} needs ${needs}, which is no skill. Nothing was loaded.`);
  }
  if (edges.length > 0) await tx.insert(SkillNeed, edges);
}

async function replacePaths(tx: Tx, { skills, paths }: GraphContent): Promise<void> {
  const known = new Set(skills.map(({ slug }) => slug));
  for (const { slug, skills: required, electives } of paths) {
    const unknown = [...required, ...electives.from].filter((skill) => !known.has(skill));
    if (unknown.length > 0) {
      throw new GraphRefused(`The path ${slug} names ${unknown.join(', ')}, which is no skill. Nothing was loaded.`);
    }
  }
  await tx.delete(PathSkill, { path: Not(IsNull()) });
  await tx.delete(PathElective, { path: Not(IsNull()) });
  const kept = paths.map(({ slug }) => slug);
  await tx.update(Path, { slug: Not(In(kept)), retiredAt: IsNull() }, { retiredAt: () => 'now()' });
  for (const [index, { slug, title, promise, includes, electives, capstone }] of continued(paths).entries()) {
    const row = { slug, title, promise, includes: includes ?? null, capstone, retiredAt: null };
    await tx.upsert(Path, { ...row, position: index + 1, electivesCount: electives.count }, ['slug']);
  }
  const members = (path: string, list: readonly string[]) =>
    list.map((skill, index) => ({ path, skill, position: index + 1 }));
  await tx.insert(PathSkill, paths.flatMap(({ slug, skills: own }) => members(slug, own)));
  await tx.insert(PathElective, paths.flatMap(({ slug, electives }) => members(slug, electives.from)));
}

/** A path after the one it continues, which is also the order in which paths are shown. */
function continued<P extends { slug: string; includes?: string }>(paths: readonly P[]): P[] {
  const sorted: P[] = [];
  let waiting = [...paths];
  while (waiting.length > 0) {
    const ready = waiting.filter(({ includes }) => !includes || sorted.some(({ slug }) => slug === includes));
    if (ready.length === 0) {
      throw new GraphRefused(`A path continues one that is missing: ${waiting.map(({ slug }) => slug).join(', ')}.`);
    }
    sorted.push(...ready);
    waiting = waiting.filter((path) => !ready.includes(path));
  }
  return sorted;
}
