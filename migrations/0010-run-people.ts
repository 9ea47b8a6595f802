import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A run cannot name somebody who is not there any more; one that does has outlived the end of an account. */
export class RunPeople1763800000100 implements MigrationInterface {
  name = 'RunPeople1763800000100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE submissions s SET files = '{}', idempotency_key = NULL FROM runs r
        WHERE r.submission_id = s.id AND NOT EXISTS (SELECT FROM people WHERE id = r.person_id) AND r.person_id IS NOT NULL;
      UPDATE runs r SET person_id = NULL, checks = '[]',
          status = CASE WHEN status IN ('queued', 'running', 'awaiting-review') THEN 'cancelled' ELSE status END, lease = NULL
        WHERE NOT EXISTS (SELECT FROM people WHERE id = r.person_id) AND r.person_id IS NOT NULL;
      ALTER TABLE runs ADD CONSTRAINT runs_person_id_fkey FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE SET NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
