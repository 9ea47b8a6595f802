import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Exercises and their versions. A version is kept for ever as it was graded, so the database itself refuses to change
 * one; what a reader may see and what is secret stand in two tables.
 */
export class Exercises1763800000030 implements MigrationInterface {
  name = 'Exercises1763800000030';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE exercise_versions (
        hash text CONSTRAINT exercise_versions_pkey PRIMARY KEY,
        exercise text NOT NULL,
        shown jsonb NOT NULL,
        loaded_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX exercise_versions_exercise_idx ON exercise_versions (exercise);

      CREATE TABLE exercise_bundles (
        hash text CONSTRAINT exercise_bundles_pkey PRIMARY KEY
          CONSTRAINT exercise_bundles_hash_fkey REFERENCES exercise_versions ON DELETE RESTRICT,
        bundle jsonb NOT NULL
      );

      CREATE TABLE exercises (
        slug text CONSTRAINT exercises_pkey PRIMARY KEY,
        version text NOT NULL CONSTRAINT exercises_version_fkey REFERENCES exercise_versions ON DELETE RESTRICT,
        status text NOT NULL
          CONSTRAINT exercises_status_check CHECK (status IN ('draft', 'beta', 'stable', 'retired'))
      );

      CREATE TABLE exercise_loads (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT exercise_loads_pkey PRIMARY KEY,
        version text NOT NULL,
        loaded_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE hint_openings (
        id uuid CONSTRAINT hint_openings_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        person_id uuid NOT NULL CONSTRAINT hint_openings_person_id_fkey REFERENCES people ON DELETE CASCADE,
        exercise text NOT NULL CONSTRAINT hint_openings_exercise_fkey REFERENCES exercises ON DELETE RESTRICT,
        exercise_version text NOT NULL
          CONSTRAINT hint_openings_exercise_version_fkey REFERENCES exercise_versions ON DELETE RESTRICT,
        hint text NOT NULL,
        opened_at timestamptz NOT NULL,
        CONSTRAINT hint_openings_person_id_exercise_hint_key UNIQUE (person_id, exercise, hint)
      );

      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME;
        END
      $$;
      CREATE TRIGGER exercise_versions_fixed BEFORE UPDATE OR DELETE ON exercise_versions
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER exercise_bundles_fixed BEFORE UPDATE OR DELETE ON exercise_bundles
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
