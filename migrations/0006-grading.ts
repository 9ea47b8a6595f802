import type { MigrationInterface, QueryRunner } from 'typeorm';

const runs = `
  CREATE TABLE runs (
    id uuid CONSTRAINT runs_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
    submission_id uuid NOT NULL CONSTRAINT runs_submission_id_fkey REFERENCES submissions (id) ON DELETE RESTRICT,
    person_id uuid,
    exercise text NOT NULL,
    purpose text NOT NULL,
    status text NOT NULL DEFAULT 'queued',
    priority integer NOT NULL,
    runtime text NOT NULL,
    seed bigint NOT NULL,
    tries integer NOT NULL DEFAULT 0,
    not_before timestamptz NOT NULL DEFAULT clock_timestamp(),
    asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    lease uuid,
    worker text,
    heartbeat_at timestamptz,
    checks jsonb NOT NULL DEFAULT '[]',
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    started_at timestamptz,
    finished_at timestamptz,
    CONSTRAINT runs_status_check CHECK (status IN ('queued', 'running', 'done', 'cancelled', 'awaiting-review')),
    CONSTRAINT runs_purpose_check
      CHECK (purpose IN ('grade', 'practice', 're-grade', 'proof', 'audit', 'appeal')),
    CONSTRAINT runs_lease_check CHECK ((status = 'running') = (lease IS NOT NULL))
  );
  CREATE INDEX runs_submission_idx ON runs (submission_id);
  CREATE INDEX runs_person_idx ON runs (person_id, started_at);
  CREATE INDEX runs_line_idx ON runs (priority, created_at) WHERE status = 'queued';
  CREATE UNIQUE INDEX runs_one_queued_idx ON runs (person_id, exercise)
    WHERE status = 'queued' AND purpose IN ('grade', 'practice');
  CREATE UNIQUE INDEX runs_one_running_idx ON runs (person_id, exercise)
    WHERE status = 'running' AND purpose IN ('grade', 'practice');
`;

/**
 * Submissions, their runs and verdicts. Verdicts are never deleted by cascade: an account that is deleted leaves its
 * submissions without person and files.
 */
export class Grading1763800000060 implements MigrationInterface {
  name = 'Grading1763800000060';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE submissions (
        id uuid CONSTRAINT submissions_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        person_id uuid CONSTRAINT submissions_person_id_fkey REFERENCES people (id) ON DELETE SET NULL,
        exercise text NOT NULL,
        exercise_version text NOT NULL
          CONSTRAINT submissions_exercise_version_fkey REFERENCES exercise_versions (hash) ON DELETE RESTRICT,
        files jsonb NOT NULL,
        idempotency_key text,
        request_hash text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX submissions_person_idx ON submissions (person_id, exercise, created_at);
      CREATE UNIQUE INDEX submissions_idempotency_key ON submissions (person_id, idempotency_key)
        WHERE idempotency_key IS NOT NULL;
    `);
    await db.query(runs);
    await db.query(`
      CREATE TABLE verdicts (
        run_id uuid CONSTRAINT verdicts_pkey PRIMARY KEY
          CONSTRAINT verdicts_run_id_fkey REFERENCES runs (id) ON DELETE RESTRICT,
        outcome text NOT NULL,
        document jsonb NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT verdicts_outcome_check CHECK (outcome IN ('passed', 'failed', 'errored', 'broken'))
      );

      CREATE TABLE graders (
        id text CONSTRAINT graders_pkey PRIMARY KEY,
        mode text,
        reason text NOT NULL,
        runtimes jsonb NOT NULL,
        slots integer NOT NULL,
        seen_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
