import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The log from which mastery and progress are derived. The database refuses to change a row, and lets it go only
 * together with the person it is about.
 */
export class Progress1763800000040 implements MigrationInterface {
  name = 'Progress1763800000040';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE evidence (
        id uuid CONSTRAINT evidence_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        person_id uuid NOT NULL CONSTRAINT evidence_person_id_fkey REFERENCES people ON DELETE CASCADE,
        kind text NOT NULL CONSTRAINT evidence_kind_check CHECK (kind IN ('exercise')),
        exercise text NOT NULL,
        exercise_version text NOT NULL
          CONSTRAINT evidence_exercise_version_fkey REFERENCES exercise_versions ON DELETE RESTRICT,
        run_id uuid NOT NULL CONSTRAINT evidence_run_id_key UNIQUE,
        outcome text NOT NULL CONSTRAINT evidence_outcome_check CHECK (outcome IN ('passed', 'failed', 'errored')),
        django text NOT NULL,
        graph_version text NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX evidence_person_id_exercise_idx ON evidence (person_id, exercise);

      CREATE FUNCTION refuse_change_of_person() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'UPDATE' OR EXISTS (SELECT FROM people WHERE id = OLD.person_id) THEN
            RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME;
          END IF;
          RETURN OLD;
        END
      $$;
      CREATE TRIGGER evidence_fixed BEFORE UPDATE OR DELETE ON evidence
        FOR EACH ROW EXECUTE FUNCTION refuse_change_of_person();
      CREATE TRIGGER hint_openings_fixed BEFORE UPDATE OR DELETE ON hint_openings
        FOR EACH ROW EXECUTE FUNCTION refuse_change_of_person();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
