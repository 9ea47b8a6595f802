import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A job that exists if and only if the transaction that wanted it committed. */
@Entity('outbox')
@Index('outbox_unsent_idx', ['createdAt'], { where: '"sent_at" IS NULL' })
export class OutboxRow {
  /** Also the BullMQ job id: a UUID, because BullMQ drops a job whose id it has seen. */
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'outbox_pkey' }) id: string;
  @Column({ type: 'text' }) job: string;
  @Column({ type: 'jsonb' }) payload: unknown;
  @Column({ name: 'delay_ms', type: 'integer', default: 0 }) delayMs: number;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' }) createdAt: Date;
  @Column({ name: 'sent_at', type: 'timestamptz', nullable: true }) sentAt: Date | null;
}
