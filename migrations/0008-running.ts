import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What runs is looked at every second; without an index that reads every run there ever was. */
export class Running1763800000080 implements MigrationInterface {
  name = 'Running1763800000080';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE INDEX runs_running_idx ON runs (heartbeat_at) WHERE status = 'running'`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
