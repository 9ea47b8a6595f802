import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finished paths for which a certificate is to be issued. */
export class Certificates1763800000050 implements MigrationInterface {
  name = 'Certificates1763800000050';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE certificates_due (
        person_id uuid NOT NULL CONSTRAINT certificates_due_person_id_fkey REFERENCES people ON DELETE CASCADE,
        path text NOT NULL CONSTRAINT certificates_due_path_fkey REFERENCES paths ON DELETE RESTRICT,
        due_since timestamptz NOT NULL,
        CONSTRAINT certificates_due_pkey PRIMARY KEY (person_id, path)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
