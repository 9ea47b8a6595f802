import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Relation } from 'typeorm';
import type { DjangoVersion, Role, Scope } from '#contract';

const id = (table: string) => PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: `${table}_pkey` });
const instant = (name: string) => Column({ name, type: 'timestamptz' });
/** What belongs to a person alone goes with the person. */
const person = (table: string) => (target: object, property: string) => {
  ManyToOne(() => Person, { onDelete: 'CASCADE' })(target, property);
  JoinColumn({ name: 'person_id', foreignKeyConstraintName: `${table}_person_id_fkey` })(target, property);
};

@Entity('people')
@Unique('people_email_key', ['email'])
@Check('people_email_check', `"email" = lower("email")`)
export class Person {
  @id('people') id: string;
  @Column({ type: 'text' }) email: string;
  @Column({ type: 'text' }) name: string;
  /** Argon2id in PHC form, so that its parameters can be raised later. */
  @Column({ name: 'password_hash', type: 'text' }) passwordHash: string;
  @Column({ name: 'email_verified_at', type: 'timestamptz', nullable: true }) emailVerifiedAt: Date | null;
  /** A slug and not a foreign key: paths stand above this room, and a path that is renamed must not stop a load. */
  @Column({ type: 'text', nullable: true }) path: string | null;
  @Column({ type: 'text', array: true, default: () => "'{}'" }) electives: string[];
  @Column({ type: 'text', default: '5.2' }) django: DjangoVersion;
  @instant('created_at') createdAt: Date;
}

/** Everybody is a learner; what is granted beyond that is a row. */
export type GrantedRole = Exclude<Role, 'learner'>;

@Entity('role_grants')
@Unique('role_grants_person_id_role_key', ['personId', 'role'])
@Check('role_grants_role_check', `"role" IN ('mentor', 'author', 'steward')`)
export class RoleGrant {
  @id('role_grants') id: string;
  @Column({ name: 'person_id', type: 'uuid' }) personId: string;
  @person('role_grants') person: Relation<Person>;
  @Column({ type: 'text' }) role: GrantedRole;
  @instant('created_at') createdAt: Date;
}

/** Append only: who held power when, and who gave it. Outlives the people it names, without their names. */
@Entity('role_changes')
@Check('role_changes_action_check', `"action" IN ('granted', 'revoked')`)
@Check('role_changes_via_check', `"via" IN ('web', 'command line')`)
@Index('role_changes_at_idx', ['at'])
export class RoleChangeRow {
  @id('role_changes') id: string;
  @instant('at') at: Date;
  @Column({ name: 'person_id', type: 'uuid', nullable: true }) personId: string | null;
  @ManyToOne(() => Person, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'role_changes_person_id_fkey' })
  person: Relation<Person> | null;
  @Column({ type: 'text' }) role: GrantedRole;
  @Column({ type: 'text' }) action: 'granted' | 'revoked';
  @Column({ type: 'text' }) via: 'web' | 'command line';
  @Column({ name: 'by_id', type: 'uuid', nullable: true }) byId: string | null;
  @ManyToOne(() => Person, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'by_id', foreignKeyConstraintName: 'role_changes_by_id_fkey' })
  by: Relation<Person> | null;
}

@Entity('sessions')
@Unique('sessions_secret_hash_key', ['secretHash'])
@Index('sessions_person_id_idx', ['personId'])
@Index('sessions_expires_at_idx', ['expiresAt'])
export class Session {
  @id('sessions') id: string;
  @Column({ name: 'person_id', type: 'uuid' }) personId: string;
  @person('sessions') person: Relation<Person>;
  /** SHA-256 of the secret in the cookie: a copy of the database signs nobody in. */
  @Column({ name: 'secret_hash', type: 'text' }) secretHash: string;
  @instant('created_at') createdAt: Date;
  @instant('last_seen_at') lastSeenAt: Date;
  /** However busy the session is, it ends here. */
  @instant('expires_at') expiresAt: Date;
  @Column({ name: 'user_agent', type: 'text', nullable: true }) userAgent: string | null;
  @Column({ type: 'text', nullable: true }) address: string | null;
}

@Entity('api_tokens')
@Unique('api_tokens_secret_hash_key', ['secretHash'])
@Index('api_tokens_person_id_idx', ['personId'])
export class ApiToken {
  @id('api_tokens') id: string;
  @Column({ name: 'person_id', type: 'uuid' }) personId: string;
  @person('api_tokens') person: Relation<Person>;
  @Column({ type: 'text' }) name: string;
  @Column({ name: 'secret_hash', type: 'text' }) secretHash: string;
  @Column({ type: 'text', array: true }) scopes: Scope[];
  @Column({ type: 'text' }) hint: string;
  @instant('created_at') createdAt: Date;
  @instant('expires_at') expiresAt: Date;
  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true }) lastUsedAt: Date | null;
}

export type LinkPurpose = 'verify-email' | 'reset-password';

/** The secret of a link in a mail. One a purpose: a newer link replaces the older, and use removes it. */
@Entity('one_time_links')
@Unique('one_time_links_person_id_purpose_key', ['personId', 'purpose'])
@Unique('one_time_links_secret_hash_key', ['secretHash'])
@Check('one_time_links_purpose_check', `"purpose" IN ('verify-email', 'reset-password')`)
export class OneTimeLink {
  @id('one_time_links') id: string;
  @Column({ name: 'person_id', type: 'uuid' }) personId: string;
  @person('one_time_links') person: Relation<Person>;
  @Column({ type: 'text' }) purpose: LinkPurpose;
  @Column({ name: 'secret_hash', type: 'text' }) secretHash: string;
  @instant('expires_at') expiresAt: Date;
}

/** Counts within a window of time, under a hash of what is counted, so that the table names nobody. */
@Entity('throttles')
@Index('throttles_resets_at_idx', ['resetsAt'])
export class Throttle {
  @Column({ type: 'text', primary: true, primaryKeyConstraintName: 'throttles_pkey' }) key: string;
  @Column({ type: 'integer' }) count: number;
  @instant('resets_at') resetsAt: Date;
}

export const peopleTables = [Person, RoleGrant, RoleChangeRow, Session, ApiToken, OneTimeLink, Throttle];
