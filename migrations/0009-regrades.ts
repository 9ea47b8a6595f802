import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stored work can be graded again by another version of its exercise; who asked for what is kept. */
export class Regrades1763800000090 implements MigrationInterface {
  name = 'Regrades1763800000090';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE runs ADD COLUMN exercise_version text
        CONSTRAINT runs_exercise_version_fkey REFERENCES exercise_versions (hash) ON DELETE RESTRICT;

      CREATE TABLE regrades (
        id uuid CONSTRAINT regrades_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        via text NOT NULL DEFAULT 'command line',
        exercise text,
        since timestamptz,
        looked_at integer NOT NULL,
        queued jsonb NOT NULL
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
