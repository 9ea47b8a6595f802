import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import type { ExerciseBundle, ExerciseKind, ExerciseList, ExerciseView, SolutionsView } from '#contract';
import { Db, Kept, Problem, type Tx } from '#platform';
import { Exercise, ExerciseBundleRow, ExerciseLoad, ExerciseVersion } from './exercises.tables.js';
import { type Listed, provesNow, type Shown, shown, summaryOf, viewOf } from './shown.js';

/** What grading needs to know of an exercise before it takes a hand-in. */
export interface RequiredExercise extends Pick<
  Shown,
  'skills' | 'kind' | 'django' | 'timeoutSeconds' | 'edit'
> {
  readonly slug: string;
  readonly version: string;
  readonly status: Listed['status'];
}

export interface ExerciseChange {
  readonly changed: boolean;
  readonly added: readonly string[];
  readonly renewed: readonly string[];
  readonly retired: readonly string[];
}

/** The exercises in force, by slug. */
export type Catalogue = ReadonlyMap<string, Listed>;

@Injectable()
export class Exercises {
  private readonly kept = new Kept<Catalogue>();

  constructor(private readonly db: Db) {}

  /**
   * Puts these exercises in force. A new state becomes a new version beside the old ones, which stay for ever; an
   * exercise that is gone is retired. The same set changes nothing.
   */
  async load(tx: Tx, bundles: readonly ExerciseBundle[]): Promise<ExerciseChange> {
    // Two loads at once would each see a state that the other is about to change.
    await tx.query('LOCK TABLE exercise_loads IN SHARE ROW EXCLUSIVE MODE');
    const version = versionOf(bundles);
    const before = new Map((await tx.find(Exercise)).map((row) => [row.slug, row]));
    const change = {
      changed: (await presentVersion(tx)) !== version,
      added: bundles.filter(({ slug }) => !before.has(slug)).map(({ slug }) => slug),
      renewed: bundles
        .filter(({ slug, hash }) => before.has(slug) && before.get(slug)!.version !== hash)
        .map(({ slug }) => slug),
      retired: [...before.values()]
        .filter(({ slug, status }) => status !== 'retired' && !bundles.some((bundle) => bundle.slug === slug))
        .map(({ slug }) => slug),
    };
    if (!change.changed) return change;
    for (const bundle of bundles) await keepVersion(tx, bundle);
    await tx.upsert(
      Exercise,
      bundles.map(({ slug, hash, status }) => ({ slug, version: hash, status })),
      ['slug'],
    );
    await tx.update(Exercise, { slug: Not(In(bundles.map(({ slug }) => slug))) }, { status: 'retired' });
    await tx.insert(ExerciseLoad, { version });
    return change;
  }

  /** The exercises that can be taken. */
  async list(): Promise<ExerciseList> {
    return { items: [...(await this.written()).values()].map(summaryOf) };
  }

  async view(slug: string): Promise<ExerciseView> {
    return viewOf(await this.find(slug));
  }

  /** The exercises that can be taken, by slug: those that are proved and not retired. */
  async written(at?: Tx): Promise<Catalogue> {
    const all = await this.catalogue(at);
    return new Map([...all].filter(([, { status }]) => status === 'beta' || status === 'stable'));
  }

  /** The titles of the exercises that can be taken, and whether passing them can be judged. */
  async titles(): Promise<ReadonlyMap<string, { title: string; waits: boolean }>> {
    return new Map(
      [...(await this.written())].map(([slug, one]) => [
        slug,
        { title: one.shown.title, waits: !provesNow(one) },
      ]),
    );
  }

  /** Changes whenever any exercise does. */
  version(at: Tx = this.db.read): Promise<string> {
    return presentVersion(at);
  }

  /** Refuses an exercise that is unknown, a draft or retired. */
  async require(tx: Tx, slug: string): Promise<RequiredExercise> {
    const row = await tx.findOneBy(Exercise, { slug });
    if (!row || row.status === 'draft') throw unknown(slug);
    if (row.status === 'retired') {
      throw new Problem('exercise-not-gradable', 'This exercise is retired. What you passed stays passed.', {
        reason: 'retired',
      });
    }
    const { shown: all } = await tx.findOneByOrFail(ExerciseVersion, { hash: row.version });
    const { skills, kind, django, timeoutSeconds, edit } = all;
    return { slug, version: row.version, status: row.status, skills, kind, django, timeoutSeconds, edit };
  }

  /** How the work of one version is handed in and judged. */
  async kindOf(tx: Tx, hash: string): Promise<ExerciseKind> {
    return (await tx.findOneByOrFail(ExerciseVersion, { hash })).shown.kind;
  }

  /** Everything it takes to grade one version, secrets included: for the worker alone. */
  async bundle(hash: string): Promise<ExerciseBundle> {
    const { bundle } = await this.db.read.findOneByOrFail(ExerciseBundleRow, { hash });
    return bundle;
  }

  /** The reference and other right solutions. Whoever calls has made sure that the reader may see them. */
  async solutions(slug: string): Promise<SolutionsView> {
    const { version } = await this.find(slug);
    const { solution, accepted } = await this.bundle(version);
    const item = (name: string, files: Record<string, string>) => ({
      name,
      files: Object.entries(files)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([path, text]) => ({ path, text })),
    });
    return { items: [item('reference', solution), ...accepted.map(({ dir, files }) => item(dir, files))] };
  }

  /** An exercise that can be read: in force, or retired. */
  async find(slug: string): Promise<Listed> {
    const listed = (await this.catalogue()).get(slug);
    if (!listed || listed.status === 'draft') throw unknown(slug);
    return listed;
  }

  private async catalogue(at: Tx = this.db.read): Promise<Catalogue> {
    return this.kept.for(await this.version(at), () => readCatalogue(at));
  }
}

function unknown(slug: string): Problem {
  return new Problem('unknown-exercise', `There is no exercise “${slug}”.`, { exercise: slug });
}

async function presentVersion(at: Tx): Promise<string> {
  const [row] = await at.find(ExerciseLoad, { order: { id: 'DESC' }, take: 1 });
  return row?.version ?? '';
}

function versionOf(bundles: readonly ExerciseBundle[]): string {
  const lines = bundles.map(({ slug, hash, status }) => `${slug} ${hash} ${status}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}

/** A version that is there already is left alone: its hash says that it is the same. */
async function keepVersion(tx: Tx, bundle: ExerciseBundle): Promise<void> {
  const { hash, slug } = bundle;
  const insert = () => tx.createQueryBuilder().insert();
  await insert().into(ExerciseVersion).values({ hash, exercise: slug, shown: shown(bundle) }).orIgnore().execute();
  await insert().into(ExerciseBundleRow).values({ hash, bundle }).orIgnore().execute();
}

async function readCatalogue(at: Tx): Promise<Catalogue> {
  const rows: Listed[] = await at
    .createQueryBuilder(Exercise, 'e')
    .innerJoin(ExerciseVersion, 'v', 'v.hash = e.version')
    .select(['e.slug AS slug', 'e.version AS version', 'e.status AS status', 'v.shown AS shown'])
    .orderBy(`array_position(ARRAY['foundation', 'junior', 'mid'], v.shown->>'level')`)
    .addOrderBy('e.slug')
    .getRawMany();
  return new Map(rows.map((row) => [row.slug, row]));
}
