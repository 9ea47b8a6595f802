import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type ExerciseBundle, slug } from '#contract';
import { Grader, graderMode } from '#grader';
import {
  type Difference,
  entities,
  Exercises,
  LearningModule,
  type RegradeFilter,
  Regrades,
  type StoredWork,
} from '#learning';
import { PlatformModule, platformConfig, readConfig } from '#platform';

const options = {
  exercise: { type: 'string' },
  since: { type: 'string' },
  apply: { type: 'boolean', default: false },
  json: { type: 'string' },
} as const;

interface Found {
  lookedAt: number;
  differences: Difference[];
  /** Could not be graded here, with the reason: nothing is known of them. */
  broken: { submissionId: string; message: string }[];
}

@Module({})
class RerunModule {}

/**
 * Grades stored submissions again by the exercises in force, and says where the result would be another one. It only
 * looks, in a sandbox here and now; with --apply what differs is put in line for the workers, whose verdicts count.
 */
export async function rerunCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options });
  const exercise = slug.optional().safeParse(values.exercise);
  const since = values.since === undefined ? undefined : new Date(values.since);
  if (!exercise.success) return wrong('--exercise is the slug of an exercise.');
  if (since && Number.isNaN(since.getTime())) return wrong('--since is a date such as 2026-11-01.');
  const filter = { ...(exercise.data ? { exercise: exercise.data } : {}), ...(since ? { since } : {}) };

  const config = readConfig(platformConfig);
  const imports = [PlatformModule.forRoot(config, entities), LearningModule];
  const app = await NestFactory.createApplicationContext(
    { module: RerunModule, imports },
    { logger: ['error'], abortOnError: false },
  );
  const mode = graderMode.parse(process.env['GRADER_MODE'] || 'auto');
  const grader = await Grader.open({ runtimesDir: path.join(config.DATA_DIR, 'runtimes'), mode });
  try {
    if (!grader.isolation.mode) {
      console.error(`Nothing can be graded here: ${grader.isolation.reason}`);
      return 2;
    }
    const found = await look(app.get(Regrades), app.get(Exercises), grader, filter);
    const queued = values.apply
      ? await app.get(Regrades).apply(filter, found.lookedAt, found.differences)
      : null;
    if (values.json) await writeFile(values.json, `${JSON.stringify({ ...found, queued }, null, 2)}\n`);
    console.log(told(found, queued));
    return 0;
  } finally {
    await grader.close();
    await app.close();
  }
}

async function look(
  regrades: Regrades,
  exercises: Exercises,
  grader: Grader,
  filter: RegradeFilter,
): Promise<Found> {
  const found: Found = { lookedAt: 0, differences: [], broken: [] };
  const bundles = new Map<string, Promise<ExerciseBundle>>();
  const stored = regrades.stored(filter);
  const work = async (): Promise<void> => {
    for (let next = await stored.next(); !next.done; next = await stored.next()) {
      const { target, files, runtime, seed, submissionId } = next.value;
      bundles.set(target, bundles.get(target) ?? exercises.bundle(target));
      const verdict = await grader.grade({ bundle: await bundles.get(target)!, files, runtime, seed });
      const to = { version: target, outcome: verdict.outcome, resultHash: verdict.resultHash };
      found.lookedAt += 1;
      if (verdict.outcome === 'broken') found.broken.push({ submissionId, message: verdict.message ?? '' });
      else if (differs(next.value, to)) found.differences.push(differenceOf(next.value, to));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return found;
}

/** Another outcome; or, by the very same checks, another result of any check. */
function differs(work: StoredWork, to: Difference['to']): boolean {
  return work.outcome !== to.outcome || (work.version === to.version && work.resultHash !== to.resultHash);
}

function differenceOf(work: StoredWork, to: Difference['to']): Difference {
  const { runId, submissionId, exercise, version, outcome, resultHash } = work;
  return { runId, submissionId, exercise, from: { version, outcome, resultHash }, to };
}

function told({ lookedAt, differences, broken }: Found, queued: number | null): string {
  const groups = new Map<string, Map<string, string[]>>();
  for (const { exercise, from, to, submissionId } of differences) {
    const versions =
      from.version === to.version ? short(to.version) : `${short(from.version)} → ${short(to.version)}`;
    const changes = groups.get(`${exercise}  ${versions}`) ?? new Map<string, string[]>();
    const change = `${from.outcome} → ${to.outcome}`;
    changes.set(change, [...(changes.get(change) ?? []), submissionId]);
    groups.set(`${exercise}  ${versions}`, changes);
  }
  const left = differences.length - (queued ?? 0);
  const known = left > 0 ? `, ${left} known already` : '';
  const end =
    queued === null
      ? 'Nothing was changed. With --apply what differs is put in line for the workers.'
      : `${queued} put in line${known}. What has passed stays passed, whatever comes out.`;
  return [
    `${lookedAt} submissions were graded again, ${differences.length} differ.`,
    ...[...groups].flatMap(([name, changes]) => [
      '',
      name,
      ...[...changes].flatMap(([change, ids]) => [
        `  ${change}  ${ids.length}`,
        ...ids.map((id) => `    ${id}`),
      ]),
    ]),
    ...broken.map(({ submissionId, message }) => `Could not be graded here: ${submissionId}  ${message}`),
    '',
    end,
  ].join('\n');
}

const short = (hash: string): string => hash.slice(0, 12);

function wrong(sentence: string): number {
  console.error(sentence);
  return 2;
}
