import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { Injectable, Logger, type DynamicModule, type OnApplicationBootstrap } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import {
  createPostgresBackend,
  runMigrations,
  setDefaultBackendFactory,
  type BackendFactory,
  type Queue,
  type QueueOptions,
} from 'bullmq';
import pg from 'pg';
import { gradeNext, sendMail, type JobSpec } from '#contract';
import { CONFIG, type PlatformConfig } from './config.js';

/** Each job has a queue of its own name, and exactly one handler. */
export const jobs: readonly JobSpec[] = [gradeNext, sendMail];

/** BullMQ's own schema in the application's database; migrated with ours, in the one migrate step. */
export async function migrateQueue(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
}

/** One place decides where jobs wait: Redis when REDIS_URL is set, else PostgreSQL. Same code on both. */
function connectionOf(config: PlatformConfig): Pick<QueueOptions, 'connection' | 'prefix'> {
  const prefix = config.QUEUE_PREFIX;
  if (config.REDIS_URL) {
    setDefaultBackendFactory(undefined);
    return { connection: { url: config.REDIS_URL, maxRetriesPerRequest: null }, prefix };
  }
  setDefaultBackendFactory(createPostgresBackend as unknown as BackendFactory);
  const connection = { connectionString: config.DATABASE_URL, max: 3, schema: 'bullmq' };
  return { connection: connection as unknown as QueueOptions['connection'], prefix };
}

export function queueModules(): DynamicModule[] {
  return [
    BullModule.forRootAsync({
      inject: [CONFIG],
      useFactory: (config: PlatformConfig) => ({
        ...connectionOf(config),
        defaultJobOptions: {
          attempts: 5,
          backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
          removeOnComplete: { count: 1_000 },
          removeOnFail: { count: 5_000 },
        },
      }),
    }),
    BullModule.registerQueue(...jobs.map(({ name }) => ({ name }))),
  ];
}

/** The queues by job name. */
@Injectable()
export class Queues implements OnApplicationBootstrap {
  private readonly log = new Logger(Queues.name);
  constructor(private readonly modules: ModuleRef) {}

  /** Without a listener BullMQ prints the whole connection, its key included; it connects again by itself. */
  onApplicationBootstrap(): void {
    for (const { name } of jobs) {
      this.of(name).on('error', (error) => this.log.warn(`The queue ${name} is away: ${error.message}`));
    }
  }

  async send(job: string, id: string, payload: unknown, delayMs = 0): Promise<void> {
    const attempts = jobs.find(({ name }) => name === job)?.attempts;
    await this.of(job).add(job, payload, { jobId: id, delay: delayMs, ...(attempts ? { attempts } : {}) });
  }

  /** Jobs that wait or run, for the health page. */
  async depth(): Promise<number> {
    const counts = await Promise.all(
      jobs.map(({ name }) => this.of(name).getJobCountByTypes('waiting', 'active', 'delayed')),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  private of(job: string): Queue {
    return this.modules.get<Queue>(getQueueToken(job), { strict: false });
  }
}
