import { IsNull } from 'typeorm';
import type { Tx } from '#platform';
import { Graph, type GraphRows } from './graph.js';
import { Area, Path, PathElective, PathSkill, Skill, SkillNeed } from './skills.tables.js';

/** Version of the graph in force; empty before the first load. */
export async function presentVersion(at: Tx): Promise<string> {
  const rows: { version: string }[] = await at.query('SELECT version FROM graph_loads ORDER BY id DESC LIMIT 1');
  return rows[0]?.version ?? '';
}

// UNION drops what was reached before, so the walk ends on a graph with a cycle too.
const REACH = `WITH RECURSIVE reach (skill, needs) AS (
  SELECT skill, needs FROM skill_needs
  UNION
  SELECT reach.skill, n.needs FROM reach JOIN skill_needs n ON n.skill = reach.needs
)`;

/** Skills that need themselves through others; none in a graph that may be loaded. */
export async function skillsOnCycles(at: Tx): Promise<string[]> {
  const rows: { skill: string }[] = await at.query(
    `${REACH} SELECT skill FROM reach WHERE skill = needs ORDER BY skill`,
  );
  return rows.map(({ skill }) => skill);
}

/** Pairs of a skill and all it needs, directly or through others. */
function closurePairs(at: Tx): Promise<GraphRows['closure']> {
  return at.query(`${REACH} SELECT skill, needs FROM reach`);
}

/** All prerequisites of one skill, nearest first. */
export async function closureOf(at: Tx, skill: string): Promise<string[]> {
  const rows: { needs: string }[] = await at.query(
    `WITH RECURSIVE above (needs, distance) AS (
       SELECT needs, 1 FROM skill_needs WHERE skill = $1
       UNION
       SELECT n.needs, above.distance + 1 FROM above JOIN skill_needs n ON n.skill = above.needs
     )
     SELECT above.needs
     FROM above JOIN skills s ON s.slug = above.needs
     GROUP BY above.needs, s.position
     ORDER BY min(above.distance), s.position`,
    [skill],
  );
  return rows.map(({ needs }) => needs);
}

/** Reads one version whole, in a transaction: a load waits until it is read, or is waited for. */
export async function readGraph(tx: Tx): Promise<Graph> {
  await tx.query('LOCK TABLE graph_loads IN SHARE MODE');
  return new Graph({
    version: await presentVersion(tx),
    areas: await tx.find(Area, { order: { position: 'ASC' } }),
    skills: await tx.find(Skill, { where: { retiredAt: IsNull() }, order: { position: 'ASC' } }),
    needs: await tx
      .createQueryBuilder(SkillNeed, 'n')
      .innerJoin(Skill, 's', 's.slug = n.needs')
      .orderBy('n.skill')
      .addOrderBy('s.position')
      .getMany(),
    closure: await closurePairs(tx),
    paths: await tx.find(Path, { where: { retiredAt: IsNull() }, order: { position: 'ASC' } }),
    pathSkills: await tx.find(PathSkill, { order: { path: 'ASC', position: 'ASC' } }),
    pathElectives: await tx.find(PathElective, { order: { path: 'ASC', position: 'ASC' } }),
  });
}
