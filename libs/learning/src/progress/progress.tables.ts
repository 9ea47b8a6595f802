import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { ExerciseVersion } from '../exercises/index.js';
import { Person } from '../people/index.js';

/**
 * What a person has shown, run by run: the only source of mastery and progress, which are derived from it whenever
 * they are asked for. Only ever added; goes with the person.
 */
@Entity('evidence')
@Unique('evidence_run_id_key', ['runId'])
@Check('evidence_kind_check', `kind IN ('exercise')`)
@Check('evidence_outcome_check', `outcome IN ('passed', 'failed', 'errored')`)
@Index('evidence_person_id_exercise_idx', ['personId', 'exercise'])
export class Evidence {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'evidence_pkey' }) id: string;
  @ForeignKey(() => Person, { name: 'evidence_person_id_fkey', onDelete: 'CASCADE' })
  @Column({ name: 'person_id', type: 'uuid' })
  personId: string;
  @Column({ type: 'text' }) kind: 'exercise';
  @Column({ type: 'text' }) exercise: string;
  @ForeignKey(() => ExerciseVersion, { name: 'evidence_exercise_version_fkey', onDelete: 'RESTRICT' })
  @Column({ name: 'exercise_version', type: 'text' })
  exerciseVersion: string;
  /** The graded run that showed it; a run counts once, however often its verdict is settled. */
  @Column({ name: 'run_id', type: 'uuid' }) runId: string;
  @Column({ type: 'text' }) outcome: 'passed' | 'failed' | 'errored';
  /** Exact version of Django it ran on. */
  @Column({ type: 'text' }) django: string;
  /** Version of the skills graph in force at the time. */
  @Column({ name: 'graph_version', type: 'text' }) graphVersion: string;
  @Column({ type: 'timestamptz' }) at: Date;
}
