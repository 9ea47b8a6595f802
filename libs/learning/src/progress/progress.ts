import { Injectable } from '@nestjs/common';
import type { PathProgress, ProgressView, SkillProgress, SolutionsView } from '#contract';
import { Clock, Db, Kept, Problem, type Tx } from '#platform';
import { Exercises } from '../exercises/index.js';
import { People } from '../people/index.js';
import { Skills } from '../skills/index.js';
import { finishedAt, hoursLeft, isFinished } from './paths.js';
import { Evidence } from './progress.tables.js';
import { type Standing, standingOf, type Tried } from './standing.js';
import { heldBackBy, type Terrain, terrainOf } from './terrain.js';

/** What a graded run showed. */
export type Shown = Pick<
  Evidence,
  'personId' | 'exercise' | 'exerciseVersion' | 'runId' | 'outcome' | 'django' | 'at'
>;

/** A path without what only certificates know. */
export type PathStanding = Omit<PathProgress, 'certificateDue'>;

@Injectable()
export class Progress {
  private readonly kept = new Kept<Terrain>();

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly people: People,
    private readonly skills: Skills,
    private readonly exercises: Exercises,
  ) {}

  /**
   * Adds what a run showed to the log and returns the paths that it finished. A run counts once: the second time
   * changes nothing and finishes nothing.
   */
  async credit(tx: Tx, run: Shown): Promise<string[]> {
    // Two runs that settle at once would each miss what the other adds, and nobody would see the path finished.
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`evidence ${run.personId}`]);
    const terrain = await this.terrain(tx);
    const before = await this.log(tx, run.personId);
    await tx
      .createQueryBuilder()
      .insert()
      .into(Evidence)
      .values({ ...run, kind: 'exercise', graphVersion: terrain.graph.version })
      .orIgnore()
      .execute();
    if (run.outcome !== 'passed') return [];
    const was = standingOf(terrain, before).proven;
    const is = standingOf(terrain, await this.log(tx, run.personId)).proven;
    return [...terrain.graph.paths.values()]
      .filter((path) => isFinished(path, is) && !isFinished(path, was))
      .map(({ slug }) => slug);
  }

  async view(personId: string): Promise<Omit<ProgressView, 'paths'> & { paths: PathStanding[] }> {
    const [{ path, electives }, terrain, log] = await Promise.all([
      this.people.require(personId),
      this.terrain(),
      this.log(this.db.read, personId),
    ]);
    const { graph } = terrain;
    const standing = standingOf(terrain, log);
    const { proven, provenAt } = standing;
    const chosen = electives.flatMap((slug) => graph.find(slug) ?? []);
    return {
      asOf: this.clock.now().toISOString(),
      graph: graph.version,
      path: path !== null && graph.paths.has(path) ? path : null,
      skills: skillsOf(terrain, standing),
      paths: [...graph.paths.values()].map((node) => ({
        path: node.slug,
        proven:
          node.required.filter((skill) => proven.has(skill)).length +
          Math.min(node.electives.count, node.electives.from.filter((skill) => proven.has(skill)).length),
        total: node.required.length + node.electives.count,
        hoursLeft: hoursLeft(graph, node, proven, chosen),
        finishedAt: finishedAt(node, proven, provenAt)?.toISOString() ?? null,
      })),
      attempts: log.reduce((sum, { attempts }) => sum + attempts, 0),
    };
  }

  /** The reference and other right solutions, for someone who has passed. */
  async solutions(personId: string, exercise: string): Promise<SolutionsView> {
    await this.exercises.find(exercise);
    const passed = await this.db.read.existsBy(Evidence, { personId, exercise, outcome: 'passed' });
    if (!passed) throw new Problem('not-passed-yet');
    return this.exercises.solutions(exercise);
  }

  /** The whole log of one person, oldest first, for the export. */
  export(personId: string): Promise<Evidence[]> {
    return this.db.read.find(Evidence, { where: { personId }, order: { at: 'ASC' } });
  }

  /** Where one can go, and where this person stands. */
  async standing(personId: string): Promise<{ terrain: Terrain; standing: Standing }> {
    const [terrain, log] = await Promise.all([this.terrain(), this.log(this.db.read, personId)]);
    return { terrain, standing: standingOf(terrain, log) };
  }

  /** The graph and the exercises in force. */
  async terrain(tx?: Tx): Promise<Terrain> {
    const graph = await this.skills.graph(tx);
    const version = await this.exercises.version(tx);
    return this.kept.for(`${graph.version} ${version}`, async () =>
      terrainOf(graph, await this.exercises.written(tx)),
    );
  }

  private log(at: Tx, personId: string): Promise<(Tried & { attempts: number })[]> {
    return at
      .createQueryBuilder(Evidence, 'e')
      .select('e.exercise', 'exercise')
      .addSelect(`min(e.at) FILTER (WHERE e.outcome = 'passed')`, 'passedAt')
      .addSelect(`(count(*) FILTER (WHERE e.outcome <> 'passed'))::int`, 'failures')
      .addSelect('count(*)::int', 'attempts')
      .where('e.person_id = :personId', { personId })
      .groupBy('e.exercise')
      .getRawMany();
  }
}

function skillsOf(terrain: Terrain, { proven, provenAt, started, passed }: Standing): SkillProgress[] {
  const { graph } = terrain;
  const missing = heldBackBy(terrain, proven);
  return graph.skills.map(({ slug, assess }, skill) => ({
    skill: slug,
    mastery: proven.has(skill)
      ? 'proven'
      : started.has(skill)
        ? 'started'
        : missing[skill]!.size === 0
          ? 'open'
          : 'locked',
    missing: graph.slugs(graph.needs[skill]!.filter((need) => !proven.has(need))),
    passed: assess.filter((exercise) => passed.has(exercise)),
    remaining: assess.filter((exercise) => !passed.has(exercise)),
    provenAt: provenAt.get(skill)?.toISOString() ?? null,
  }));
}
