import type { MigrationInterface, QueryRunner } from 'typeorm';

const peopleAndRoles = `
  CREATE TABLE people (
    id uuid CONSTRAINT people_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
    email text NOT NULL CONSTRAINT people_email_key UNIQUE,
    name text NOT NULL,
    password_hash text NOT NULL,
    email_verified_at timestamptz,
    path text,
    electives text[] NOT NULL DEFAULT '{}',
    django text NOT NULL DEFAULT '5.2',
    created_at timestamptz NOT NULL,
    CONSTRAINT people_email_check CHECK (email = lower(email))
  );

  CREATE TABLE role_grants (
    id uuid CONSTRAINT role_grants_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
    person_id uuid NOT NULL CONSTRAINT role_grants_person_id_fkey REFERENCES people ON DELETE CASCADE,
    role text NOT NULL CONSTRAINT role_grants_role_check CHECK (role IN ('mentor', 'author', 'steward')),
    created_at timestamptz NOT NULL,
    CONSTRAINT role_grants_person_id_role_key UNIQUE (person_id, role)
  );

  CREATE TABLE role_changes (
    id uuid CONSTRAINT role_changes_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
    at timestamptz NOT NULL,
    person_id uuid CONSTRAINT role_changes_person_id_fkey REFERENCES people ON DELETE SET NULL,
    role text NOT NULL,
    action text NOT NULL CONSTRAINT role_changes_action_check CHECK (action IN ('granted', 'revoked')),
    via text NOT NULL CONSTRAINT role_changes_via_check CHECK (via IN ('web', 'command line')),
    by_id uuid CONSTRAINT role_changes_by_id_fkey REFERENCES people ON DELETE SET NULL
  );
  CREATE INDEX role_changes_at_idx ON role_changes (at);
`;

const waysIn = `
  CREATE TABLE sessions (
    id uuid CONSTRAINT sessions_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
    person_id uuid NOT NULL CONSTRAINT sessions_person_id_fkey REFERENCES people ON DELETE CASCADE,
    secret_hash text NOT NULL CONSTRAINT sessions_secret_hash_key UNIQUE,
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    user_agent text,
    address text
  );
  CREATE INDEX sessions_person_id_idx ON sessions (person_id);
  CREATE INDEX sessions_expires_at_idx ON sessions (expires_at);

  CREATE TABLE api_tokens (
    id uuid CONSTRAINT api_tokens_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
    person_id uuid NOT NULL CONSTRAINT api_tokens_person_id_fkey REFERENCES people ON DELETE CASCADE,
    name text NOT NULL,
    secret_hash text NOT NULL CONSTRAINT api_tokens_secret_hash_key UNIQUE,
    scopes text[] NOT NULL,
    hint text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    last_used_at timestamptz
  );
  CREATE INDEX api_tokens_person_id_idx ON api_tokens (person_id);

  CREATE TABLE one_time_links (
    id uuid CONSTRAINT one_time_links_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
    person_id uuid NOT NULL CONSTRAINT one_time_links_person_id_fkey REFERENCES people ON DELETE CASCADE,
    purpose text NOT NULL
      CONSTRAINT one_time_links_purpose_check CHECK (purpose IN ('verify-email', 'reset-password')),
    secret_hash text NOT NULL CONSTRAINT one_time_links_secret_hash_key UNIQUE,
    expires_at timestamptz NOT NULL,
    CONSTRAINT one_time_links_person_id_purpose_key UNIQUE (person_id, purpose)
  );

  CREATE TABLE throttles (
    key text CONSTRAINT throttles_pkey PRIMARY KEY,
    count integer NOT NULL,
    resets_at timestamptz NOT NULL
  );
  CREATE INDEX throttles_resets_at_idx ON throttles (resets_at);
`;

/** Who people are, what they may do, and the sessions and tokens by which they come. */
export class People1763800000010 implements MigrationInterface {
  name = 'People1763800000010';

  async up(db: QueryRunner): Promise<void> {
    await db.query(peopleAndRoles);
    await db.query(waysIn);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
