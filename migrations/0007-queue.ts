import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the queue needs to be looked after: runs that repeat another one, incidents for stewards, counts for metrics,
 * and workers that say when they began and that they are stopping. Code from before writes only effective runs.
 */
export class Queue1763800000070 implements MigrationInterface {
  name = 'Queue1763800000070';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE runs
        ADD COLUMN effective boolean NOT NULL DEFAULT true,
        ADD COLUMN origin_id uuid CONSTRAINT runs_origin_id_fkey REFERENCES runs (id) ON DELETE RESTRICT;
      CREATE INDEX runs_started_idx ON runs (started_at);
      CREATE INDEX runs_finished_idx ON runs (finished_at) WHERE status = 'done';

      ALTER TABLE graders
        ADD COLUMN draining boolean NOT NULL DEFAULT false,
        ADD COLUMN started_at timestamptz NOT NULL DEFAULT clock_timestamp();
    `);
    await db.query(`
      CREATE TABLE incidents (
        run_id uuid CONSTRAINT incidents_pkey PRIMARY KEY
          CONSTRAINT incidents_run_id_fkey REFERENCES runs (id) ON DELETE RESTRICT,
        kind text NOT NULL,
        detail text NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        resolution text,
        closed_at timestamptz,
        closed_by_id uuid CONSTRAINT incidents_closed_by_id_fkey REFERENCES people (id) ON DELETE SET NULL,
        CONSTRAINT incidents_kind_check CHECK (kind IN ('parked', 'differs')),
        CONSTRAINT incidents_resolution_check CHECK (resolution IN ('retried', 'withdrawn', 'noted', 'forgotten')),
        CONSTRAINT incidents_closed_check CHECK ((closed_at IS NULL) = (resolution IS NULL))
      );
      CREATE INDEX incidents_closed_idx ON incidents (closed_at, at);

      CREATE TABLE tallies (
        metric text NOT NULL,
        labels text NOT NULL,
        le text NOT NULL,
        shard smallint NOT NULL,
        count bigint NOT NULL,
        sum double precision NOT NULL,
        CONSTRAINT tallies_pkey PRIMARY KEY (metric, labels, le, shard)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
