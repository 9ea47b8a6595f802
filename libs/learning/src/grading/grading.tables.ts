import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import type {
  CheckResult,
  IncidentKind,
  IncidentResolution,
  IsolationMode,
  ProjectFiles,
  RunPurpose,
  RunStatus,
  Verdict,
} from '#contract';
import { ExerciseVersion } from '../exercises/index.js';
import { Person } from '../people/index.js';

/** One hand-in. Never changes, apart from forgetting whose it was. */
@Entity('submissions')
@Index('submissions_person_idx', ['personId', 'exercise', 'createdAt'])
@Index('submissions_idempotency_key', ['personId', 'idempotencyKey'], {
  unique: true,
  where: '"idempotency_key" IS NOT NULL',
})
export class Submission {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'submissions_pkey' }) id: string;
  /** Null once the account is deleted; the files are emptied with it. */
  @Column({ name: 'person_id', type: 'uuid', nullable: true }) personId: string | null;
  @ManyToOne(() => Person, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'submissions_person_id_fkey' })
  person?: Relation<Person>;
  @Column({ type: 'text' }) exercise: string;
  @Column({ name: 'exercise_version', type: 'text' }) exerciseVersion: string;
  @ManyToOne(() => ExerciseVersion, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'exercise_version', foreignKeyConstraintName: 'submissions_exercise_version_fkey' })
  version?: Relation<ExerciseVersion>;
  @Column({ type: 'jsonb' }) files: ProjectFiles;
  @Column({ name: 'idempotency_key', type: 'text', nullable: true }) idempotencyKey: string | null;
  @Column({ name: 'request_hash', type: 'text' }) requestHash: string;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'clock_timestamp()' }) createdAt: Date;
}

/** One grading of a submission; docs/decisions/0007 has the states and who moves them. */
@Entity('runs')
@Check('runs_status_check', `status IN ('queued', 'running', 'done', 'cancelled', 'awaiting-review')`)
@Check('runs_purpose_check', `purpose IN ('grade', 'practice', 're-grade', 'proof', 'audit', 'appeal')`)
@Check('runs_lease_check', `(status = 'running') = (lease IS NOT NULL)`)
@Index('runs_submission_idx', ['submissionId'])
@Index('runs_person_idx', ['personId', 'startedAt'])
@Index('runs_running_idx', ['heartbeatAt'], { where: `status = 'running'` })
@Index('runs_started_idx', ['startedAt'])
@Index('runs_finished_idx', ['finishedAt'], { where: `status = 'done'` })
@Index('runs_line_idx', ['priority', 'createdAt'], { where: `status = 'queued'` })
// One learner has one exercise in line and one being graded, however often the button is pressed.
@Index('runs_one_queued_idx', ['personId', 'exercise'], {
  unique: true,
  where: `status = 'queued' AND purpose IN ('grade', 'practice')`,
})
@Index('runs_one_running_idx', ['personId', 'exercise'], {
  unique: true,
  where: `status = 'running' AND purpose IN ('grade', 'practice')`,
})
export class Run {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'runs_pkey' }) id: string;
  @Column({ name: 'submission_id', type: 'uuid' }) submissionId: string;
  @ManyToOne(() => Submission, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'submission_id', foreignKeyConstraintName: 'runs_submission_id_fkey' })
  submission?: Relation<Submission>;
  /** Copied from the submission: the order of service is fair per learner. */
  @Column({ name: 'person_id', type: 'uuid', nullable: true }) personId: string | null;
  @ManyToOne(() => Person, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'runs_person_id_fkey' })
  person?: Relation<Person>;
  @Column({ type: 'text' }) exercise: string;
  @Column({ type: 'text' }) purpose: RunPurpose;
  @Column({ type: 'text', default: 'queued' }) status: RunStatus;
  @Column({ type: 'integer' }) priority: number;
  /** Whether its verdict is the submission's: audits, proofs and re-grades that nobody applied only stand beside. */
  @Column({ type: 'boolean', default: true }) effective: boolean;
  /** The run that this one repeats: what is audited, or what was parked and is tried again. */
  @Column({ name: 'origin_id', type: 'uuid', nullable: true }) originId: string | null;
  @ManyToOne(() => Run, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'origin_id', foreignKeyConstraintName: 'runs_origin_id_fkey' })
  origin?: Relation<Run>;
  /** What it is graded by, where that is not the version that was handed in for: re-grades. */
  @Column({ name: 'exercise_version', type: 'text', nullable: true }) exerciseVersion: string | null;
  @ManyToOne(() => ExerciseVersion, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'exercise_version', foreignKeyConstraintName: 'runs_exercise_version_fkey' })
  version?: Relation<ExerciseVersion>;
  @Column({ type: 'text' }) runtime: string;
  /** 48 bits: too many to try for code that would like to know it. */
  @Column({ type: 'bigint', transformer: { to: (value: number) => value, from: Number } }) seed: number;
  /** How often a worker has begun it. */
  @Column({ type: 'integer', default: 0 }) tries: number;
  @Column({ name: 'not_before', type: 'timestamptz', default: () => 'clock_timestamp()' }) notBefore: Date;
  /** When the queue was last asked to look at it. */
  @Column({ name: 'asked_at', type: 'timestamptz', default: () => 'clock_timestamp()' }) askedAt: Date;
  /** Held by the worker that grades it; a verdict under another lease is too late. */
  @Column({ type: 'uuid', nullable: true }) lease: string | null;
  @Column({ type: 'text', nullable: true }) worker: string | null;
  @Column({ name: 'heartbeat_at', type: 'timestamptz', nullable: true }) heartbeatAt: Date | null;
  /** Checks that have ended in the present try. */
  @Column({ type: 'jsonb', default: () => `'[]'` }) checks: CheckResult[];
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'clock_timestamp()' }) createdAt: Date;
  @Column({ name: 'started_at', type: 'timestamptz', nullable: true }) startedAt: Date | null;
  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true }) finishedAt: Date | null;
}

/** What grading decided. Only ever added. */
@Entity('verdicts')
@Check('verdicts_outcome_check', `outcome IN ('passed', 'failed', 'errored', 'broken')`)
export class VerdictRow {
  /** A run has at most one verdict. */
  @PrimaryColumn({ name: 'run_id', type: 'uuid', primaryKeyConstraintName: 'verdicts_pkey' }) runId: string;
  @OneToOne(() => Run, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'run_id', foreignKeyConstraintName: 'verdicts_run_id_fkey' })
  run?: Relation<Run>;
  @Column({ type: 'text' }) outcome: Verdict['outcome'];
  @Column({ type: 'jsonb' }) document: Verdict;
  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' }) at: Date;
}

/** A worker that grades, as it last said of itself. */
@Entity('graders')
export class GraderRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'graders_pkey' }) id: string;
  /** Null when no isolation could be had; `reason` says why and what helps. */
  @Column({ type: 'text', nullable: true }) mode: IsolationMode | null;
  @Column({ type: 'text' }) reason: string;
  @Column({ type: 'jsonb' }) runtimes: string[];
  @Column({ type: 'integer' }) slots: number;
  /** Asked to stop: it ends what runs and takes nothing new. */
  @Column({ type: 'boolean', default: false }) draining: boolean;
  @Column({ name: 'started_at', type: 'timestamptz', default: () => 'clock_timestamp()' }) startedAt: Date;
  @Column({ name: 'seen_at', type: 'timestamptz', default: () => 'clock_timestamp()' }) seenAt: Date;
}

/** A re-grade that was applied: who asked for what, and which runs came of it. Only ever added. */
@Entity('regrades')
export class RegradeRow {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'regrades_pkey' }) id: string;
  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' }) at: Date;
  @Column({ type: 'text', default: 'command line' }) via: string;
  @Column({ type: 'text', nullable: true }) exercise: string | null;
  @Column({ type: 'timestamptz', nullable: true }) since: Date | null;
  @Column({ name: 'looked_at', type: 'integer' }) lookedAt: number;
  /** Each difference as it was found, with the run that was put in line for it. */
  @Column({ type: 'jsonb' }) queued: object[];
}

/** What a steward has to look at. Who closed it, when and how stays on record. */
@Entity('incidents')
@Check('incidents_kind_check', `kind IN ('parked', 'differs')`)
@Check('incidents_resolution_check', `resolution IN ('retried', 'withdrawn', 'noted', 'forgotten')`)
@Check('incidents_closed_check', `(closed_at IS NULL) = (resolution IS NULL)`)
@Index('incidents_closed_idx', ['closedAt', 'at'])
export class IncidentRow {
  @PrimaryColumn({ name: 'run_id', type: 'uuid', primaryKeyConstraintName: 'incidents_pkey' }) runId: string;
  @OneToOne(() => Run, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'run_id', foreignKeyConstraintName: 'incidents_run_id_fkey' })
  run?: Relation<Run>;
  @Column({ type: 'text' }) kind: IncidentKind;
  @Column({ type: 'text' }) detail: string;
  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' }) at: Date;
  @Column({ type: 'text', nullable: true }) resolution: IncidentResolution | null;
  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true }) closedAt: Date | null;
  @Column({ name: 'closed_by_id', type: 'uuid', nullable: true }) closedById: string | null;
  @ManyToOne(() => Person, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'closed_by_id', foreignKeyConstraintName: 'incidents_closed_by_id_fkey' })
  closedBy?: Relation<Person>;
}

/** Counts for metrics, true together with the verdicts they count. Several shards, so that runs do not wait for a row. */
@Entity('tallies')
export class TallyRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'tallies_pkey' }) metric: string;
  /** As Prometheus writes them. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'tallies_pkey' }) labels: string;
  /** Upper edge of a histogram's bucket; empty for a counter. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'tallies_pkey' }) le: string;
  @PrimaryColumn({ type: 'smallint', primaryKeyConstraintName: 'tallies_pkey' }) shard: number;
  @Column({ type: 'bigint' }) count: string;
  @Column({ type: 'double precision' }) sum: number;
}
