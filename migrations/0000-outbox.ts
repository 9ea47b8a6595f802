import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Jobs wait here until the relay has handed them to the queue. */
export class Outbox1763800000000 implements MigrationInterface {
  name = 'Outbox1763800000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE outbox (
        id uuid CONSTRAINT outbox_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        job text NOT NULL,
        payload jsonb NOT NULL,
        delay_ms integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT now(),
        sent_at timestamptz
      );
      CREATE INDEX outbox_unsent_idx ON outbox (created_at) WHERE sent_at IS NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
