import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { ExerciseBundle, ExerciseStatus } from '#contract';
import type { Shown } from './shown.js';

/** One immutable state of an exercise, named by the hash of its files: what anybody may see of it. */
@Entity('exercise_versions')
@Index('exercise_versions_exercise_idx', ['exercise'])
export class ExerciseVersion {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'exercise_versions_pkey' }) hash: string;
  @Column({ type: 'text' }) exercise: string;
  @Column({ type: 'jsonb' }) shown: Shown;
  @Column({ name: 'loaded_at', type: 'timestamptz', default: () => 'now()' }) loadedAt: Date;
}

/** The same state whole, with hidden checks, hints and solutions: a table apart, which no public page reads. */
@Entity('exercise_bundles')
export class ExerciseBundleRow {
  @ForeignKey(() => ExerciseVersion, { name: 'exercise_bundles_hash_fkey', onDelete: 'RESTRICT' })
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'exercise_bundles_pkey' })
  hash: string;
  @Column({ type: 'jsonb' }) bundle: ExerciseBundle;
}

/** An exercise and its version in force. One that left the content is retired: submissions refer to it. */
@Entity('exercises')
@Check('exercises_status_check', `status IN ('draft', 'beta', 'stable', 'retired')`)
export class Exercise {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'exercises_pkey' }) slug: string;
  @ForeignKey(() => ExerciseVersion, { name: 'exercises_version_fkey', onDelete: 'RESTRICT' })
  @Column({ type: 'text' })
  version: string;
  @Column({ type: 'text' }) status: ExerciseStatus;
}

/** Which set of exercises was in force since when: the newest row is the present one. Only ever added. */
@Entity('exercise_loads')
export class ExerciseLoad {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'exercise_loads_pkey',
  })
  id: string;
  @Column({ type: 'text' }) version: string;
  @Column({ name: 'loaded_at', type: 'timestamptz', default: () => 'now()' }) loadedAt: Date;
}

/** Who opened which hint first when. Only ever added; goes with the person. */
@Entity('hint_openings')
@Unique('hint_openings_person_id_exercise_hint_key', ['personId', 'exercise', 'hint'])
export class HintOpening {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'hint_openings_pkey' }) id: string;
  // By name: this room may not import people, it only keeps their key.
  @ForeignKey('Person', { name: 'hint_openings_person_id_fkey', onDelete: 'CASCADE' })
  @Column({ name: 'person_id', type: 'uuid' })
  personId: string;
  @ForeignKey(() => Exercise, { name: 'hint_openings_exercise_fkey', onDelete: 'RESTRICT' })
  @Column({ type: 'text' })
  exercise: string;
  @ForeignKey(() => ExerciseVersion, { name: 'hint_openings_exercise_version_fkey', onDelete: 'RESTRICT' })
  @Column({ name: 'exercise_version', type: 'text' })
  exerciseVersion: string;
  @Column({ type: 'text' }) hint: string;
  @Column({ name: 'opened_at', type: 'timestamptz' }) openedAt: Date;
}
