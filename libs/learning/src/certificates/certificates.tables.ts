import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Person } from '../people/index.js';
import { Path } from '../skills/index.js';

/** A person has finished a path, and a certificate is to be issued. Goes with the person: nothing was issued. */
@Entity('certificates_due')
export class CertificateDueRow {
  @ForeignKey(() => Person, { name: 'certificates_due_person_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'person_id', type: 'uuid', primaryKeyConstraintName: 'certificates_due_pkey' })
  personId: string;
  // Paths are retired and never deleted, so the reference holds.
  @ForeignKey(() => Path, { name: 'certificates_due_path_fkey', onDelete: 'RESTRICT' })
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'certificates_due_pkey' })
  path: string;
  @Column({ name: 'due_since', type: 'timestamptz' }) dueSince: Date;
}
