-- The picture of now. Rendered from a migrated database; a test compares. Renew: npm run check -- --fix

CREATE TABLE api_tokens (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL,
  name text NOT NULL,
  secret_hash text NOT NULL,
  scopes text[] NOT NULL,
  hint text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  last_used_at timestamp with time zone,
  CONSTRAINT api_tokens_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  CONSTRAINT api_tokens_pkey PRIMARY KEY (id),
  CONSTRAINT api_tokens_secret_hash_key UNIQUE (secret_hash)
);
CREATE INDEX api_tokens_person_id_idx ON api_tokens USING btree (person_id);

CREATE TABLE areas (
  slug text NOT NULL,
  title text NOT NULL,
  "position" integer NOT NULL,
  CONSTRAINT areas_pkey PRIMARY KEY (slug)
);

CREATE TABLE certificates_due (
  person_id uuid NOT NULL,
  path text NOT NULL,
  due_since timestamp with time zone NOT NULL,
  CONSTRAINT certificates_due_path_fkey FOREIGN KEY (path) REFERENCES paths(slug) ON DELETE RESTRICT,
  CONSTRAINT certificates_due_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  CONSTRAINT certificates_due_pkey PRIMARY KEY (person_id, path)
);

CREATE TABLE evidence (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL,
  kind text NOT NULL,
  exercise text NOT NULL,
  exercise_version text NOT NULL,
  run_id uuid NOT NULL,
  outcome text NOT NULL,
  django text NOT NULL,
  graph_version text NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT evidence_kind_check CHECK ((kind = 'exercise'::text)),
  CONSTRAINT evidence_outcome_check CHECK ((outcome = ANY (ARRAY['passed'::text, 'failed'::text, 'errored'::text]))),
  CONSTRAINT evidence_exercise_version_fkey FOREIGN KEY (exercise_version) REFERENCES exercise_versions(hash) ON DELETE RESTRICT,
  CONSTRAINT evidence_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  CONSTRAINT evidence_pkey PRIMARY KEY (id),
  CONSTRAINT evidence_run_id_key UNIQUE (run_id)
);
CREATE INDEX evidence_person_id_exercise_idx ON evidence USING btree (person_id, exercise);
CREATE TRIGGER evidence_fixed BEFORE DELETE OR UPDATE ON evidence FOR EACH ROW EXECUTE FUNCTION refuse_change_of_person();

CREATE TABLE exercise_bundles (
  hash text NOT NULL,
  bundle jsonb NOT NULL,
  CONSTRAINT exercise_bundles_hash_fkey FOREIGN KEY (hash) REFERENCES exercise_versions(hash) ON DELETE RESTRICT,
  CONSTRAINT exercise_bundles_pkey PRIMARY KEY (hash)
);
CREATE TRIGGER exercise_bundles_fixed BEFORE DELETE OR UPDATE ON exercise_bundles FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE exercise_loads (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  version text NOT NULL,
  loaded_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT exercise_loads_pkey PRIMARY KEY (id)
);

CREATE TABLE exercise_versions (
  hash text NOT NULL,
  exercise text NOT NULL,
  shown jsonb NOT NULL,
  loaded_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT exercise_versions_pkey PRIMARY KEY (hash)
);
CREATE INDEX exercise_versions_exercise_idx ON exercise_versions USING btree (exercise);
CREATE TRIGGER exercise_versions_fixed BEFORE DELETE OR UPDATE ON exercise_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE exercises (
  slug text NOT NULL,
  version text NOT NULL,
  status text NOT NULL,
  CONSTRAINT exercises_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'beta'::text, 'stable'::text, 'retired'::text]))),
  CONSTRAINT exercises_version_fkey FOREIGN KEY (version) REFERENCES exercise_versions(hash) ON DELETE RESTRICT,
  CONSTRAINT exercises_pkey PRIMARY KEY (slug)
);

CREATE TABLE graders (
  id text NOT NULL,
  mode text,
  reason text NOT NULL,
  runtimes jsonb NOT NULL,
  slots integer NOT NULL,
  seen_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  draining boolean NOT NULL DEFAULT false,
  started_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT graders_pkey PRIMARY KEY (id)
);

CREATE TABLE graph_loads (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  version text NOT NULL,
  loaded_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT graph_loads_pkey PRIMARY KEY (id)
);

CREATE TABLE hint_openings (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL,
  exercise text NOT NULL,
  exercise_version text NOT NULL,
  hint text NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  CONSTRAINT hint_openings_exercise_fkey FOREIGN KEY (exercise) REFERENCES exercises(slug) ON DELETE RESTRICT,
  CONSTRAINT hint_openings_exercise_version_fkey FOREIGN KEY (exercise_version) REFERENCES exercise_versions(hash) ON DELETE RESTRICT,
  CONSTRAINT hint_openings_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  CONSTRAINT hint_openings_pkey PRIMARY KEY (id),
  CONSTRAINT hint_openings_person_id_exercise_hint_key UNIQUE (person_id, exercise, hint)
);
CREATE TRIGGER hint_openings_fixed BEFORE DELETE OR UPDATE ON hint_openings FOR EACH ROW EXECUTE FUNCTION refuse_change_of_person();

CREATE TABLE incidents (
  run_id uuid NOT NULL,
  kind text NOT NULL,
  detail text NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  resolution text,
  closed_at timestamp with time zone,
  closed_by_id uuid,
  CONSTRAINT incidents_closed_check CHECK (((closed_at IS NULL) = (resolution IS NULL))),
  CONSTRAINT incidents_kind_check CHECK ((kind = ANY (ARRAY['parked'::text, 'differs'::text]))),
  CONSTRAINT incidents_resolution_check CHECK ((resolution = ANY (ARRAY['retried'::text, 'withdrawn'::text, 'noted'::text, 'forgotten'::text]))),
  CONSTRAINT incidents_closed_by_id_fkey FOREIGN KEY (closed_by_id) REFERENCES people(id) ON DELETE SET NULL,
  CONSTRAINT incidents_run_id_fkey FOREIGN KEY (run_id) REFERENCES runs(id) ON DELETE RESTRICT,
  CONSTRAINT incidents_pkey PRIMARY KEY (run_id)
);
CREATE INDEX incidents_closed_idx ON incidents USING btree (closed_at, at);

CREATE TABLE one_time_links (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL,
  purpose text NOT NULL,
  secret_hash text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT one_time_links_purpose_check CHECK ((purpose = ANY (ARRAY['verify-email'::text, 'reset-password'::text]))),
  CONSTRAINT one_time_links_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  CONSTRAINT one_time_links_pkey PRIMARY KEY (id),
  CONSTRAINT one_time_links_person_id_purpose_key UNIQUE (person_id, purpose),
  CONSTRAINT one_time_links_secret_hash_key UNIQUE (secret_hash)
);

CREATE TABLE outbox (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  job text NOT NULL,
  payload jsonb NOT NULL,
  delay_ms integer NOT NULL DEFAULT 0,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  sent_at timestamp with time zone,
  CONSTRAINT outbox_pkey PRIMARY KEY (id)
);
CREATE INDEX outbox_unsent_idx ON outbox USING btree (created_at) WHERE (sent_at IS NULL);

CREATE TABLE path_electives (
  path text NOT NULL,
  skill text NOT NULL,
  "position" integer NOT NULL,
  CONSTRAINT path_electives_path_fkey FOREIGN KEY (path) REFERENCES paths(slug) ON DELETE CASCADE,
  CONSTRAINT path_electives_skill_fkey FOREIGN KEY (skill) REFERENCES skills(slug) ON DELETE CASCADE,
  CONSTRAINT path_electives_pkey PRIMARY KEY (path, skill)
);

CREATE TABLE path_skills (
  path text NOT NULL,
  skill text NOT NULL,
  "position" integer NOT NULL,
  CONSTRAINT path_skills_path_fkey FOREIGN KEY (path) REFERENCES paths(slug) ON DELETE CASCADE,
  CONSTRAINT path_skills_skill_fkey FOREIGN KEY (skill) REFERENCES skills(slug) ON DELETE CASCADE,
  CONSTRAINT path_skills_pkey PRIMARY KEY (path, skill)
);

CREATE TABLE paths (
  slug text NOT NULL,
  title text NOT NULL,
  promise text NOT NULL,
  includes text,
  electives_count integer NOT NULL,
  capstone text NOT NULL,
  "position" integer NOT NULL,
  retired_at timestamp with time zone,
  CONSTRAINT paths_electives_count_check CHECK ((electives_count >= 0)),
  CONSTRAINT paths_includes_fkey FOREIGN KEY (includes) REFERENCES paths(slug) ON DELETE RESTRICT,
  CONSTRAINT paths_pkey PRIMARY KEY (slug)
);

CREATE TABLE people (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  email text NOT NULL,
  name text NOT NULL,
  password_hash text NOT NULL,
  email_verified_at timestamp with time zone,
  path text,
  electives text[] NOT NULL DEFAULT '{}'::text[],
  django text NOT NULL DEFAULT '5.2'::text,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT people_email_check CHECK ((email = lower(email))),
  CONSTRAINT people_pkey PRIMARY KEY (id),
  CONSTRAINT people_email_key UNIQUE (email)
);

CREATE TABLE regrades (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  via text NOT NULL DEFAULT 'command line'::text,
  exercise text,
  since timestamp with time zone,
  looked_at integer NOT NULL,
  queued jsonb NOT NULL,
  CONSTRAINT regrades_pkey PRIMARY KEY (id)
);

CREATE TABLE role_changes (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  at timestamp with time zone NOT NULL,
  person_id uuid,
  role text NOT NULL,
  action text NOT NULL,
  via text NOT NULL,
  by_id uuid,
  CONSTRAINT role_changes_action_check CHECK ((action = ANY (ARRAY['granted'::text, 'revoked'::text]))),
  CONSTRAINT role_changes_via_check CHECK ((via = ANY (ARRAY['web'::text, 'command line'::text]))),
  CONSTRAINT role_changes_by_id_fkey FOREIGN KEY (by_id) REFERENCES people(id) ON DELETE SET NULL,
  CONSTRAINT role_changes_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE SET NULL,
  CONSTRAINT role_changes_pkey PRIMARY KEY (id)
);
CREATE INDEX role_changes_at_idx ON role_changes USING btree (at);

CREATE TABLE role_grants (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL,
  role text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT role_grants_role_check CHECK ((role = ANY (ARRAY['mentor'::text, 'author'::text, 'steward'::text]))),
  CONSTRAINT role_grants_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  CONSTRAINT role_grants_pkey PRIMARY KEY (id),
  CONSTRAINT role_grants_person_id_role_key UNIQUE (person_id, role)
);

CREATE TABLE runs (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  submission_id uuid NOT NULL,
  person_id uuid,
  exercise text NOT NULL,
  purpose text NOT NULL,
  status text NOT NULL DEFAULT 'queued'::text,
  priority integer NOT NULL,
  runtime text NOT NULL,
  seed bigint NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  not_before timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  asked_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  lease uuid,
  worker text,
  heartbeat_at timestamp with time zone,
  checks jsonb NOT NULL DEFAULT '[]'::jsonb,
  created_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  effective boolean NOT NULL DEFAULT true,
  origin_id uuid,
  exercise_version text,
  CONSTRAINT runs_lease_check CHECK (((status = 'running'::text) = (lease IS NOT NULL))),
  CONSTRAINT runs_purpose_check CHECK ((purpose = ANY (ARRAY['grade'::text, 'practice'::text, 're-grade'::text, 'proof'::text, 'audit'::text, 'appeal'::text]))),
  CONSTRAINT runs_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'cancelled'::text, 'awaiting-review'::text]))),
  CONSTRAINT runs_exercise_version_fkey FOREIGN KEY (exercise_version) REFERENCES exercise_versions(hash) ON DELETE RESTRICT,
  CONSTRAINT runs_origin_id_fkey FOREIGN KEY (origin_id) REFERENCES runs(id) ON DELETE RESTRICT,
  CONSTRAINT runs_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE SET NULL,
  CONSTRAINT runs_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES submissions(id) ON DELETE RESTRICT,
  CONSTRAINT runs_pkey PRIMARY KEY (id)
);
CREATE INDEX runs_finished_idx ON runs USING btree (finished_at) WHERE (status = 'done'::text);
CREATE INDEX runs_line_idx ON runs USING btree (priority, created_at) WHERE (status = 'queued'::text);
CREATE UNIQUE INDEX runs_one_queued_idx ON runs USING btree (person_id, exercise) WHERE ((status = 'queued'::text) AND (purpose = ANY (ARRAY['grade'::text, 'practice'::text])));
CREATE UNIQUE INDEX runs_one_running_idx ON runs USING btree (person_id, exercise) WHERE ((status = 'running'::text) AND (purpose = ANY (ARRAY['grade'::text, 'practice'::text])));
CREATE INDEX runs_person_idx ON runs USING btree (person_id, started_at);
CREATE INDEX runs_running_idx ON runs USING btree (heartbeat_at) WHERE (status = 'running'::text);
CREATE INDEX runs_started_idx ON runs USING btree (started_at);
CREATE INDEX runs_submission_idx ON runs USING btree (submission_id);

CREATE TABLE sessions (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL,
  secret_hash text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  last_seen_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  user_agent text,
  address text,
  CONSTRAINT sessions_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  CONSTRAINT sessions_pkey PRIMARY KEY (id),
  CONSTRAINT sessions_secret_hash_key UNIQUE (secret_hash)
);
CREATE INDEX sessions_expires_at_idx ON sessions USING btree (expires_at);
CREATE INDEX sessions_person_id_idx ON sessions USING btree (person_id);

CREATE TABLE skill_needs (
  skill text NOT NULL,
  needs text NOT NULL,
  CONSTRAINT skill_needs_itself_check CHECK ((skill <> needs)),
  CONSTRAINT skill_needs_needs_fkey FOREIGN KEY (needs) REFERENCES skills(slug) ON DELETE CASCADE,
  CONSTRAINT skill_needs_skill_fkey FOREIGN KEY (skill) REFERENCES skills(slug) ON DELETE CASCADE,
  CONSTRAINT skill_needs_pkey PRIMARY KEY (skill, needs)
);
CREATE INDEX skill_needs_needs_idx ON skill_needs USING btree (needs);

CREATE TABLE skills (
  slug text NOT NULL,
  title text NOT NULL,
  area text NOT NULL,
  outcome text NOT NULL,
  level text NOT NULL,
  importance text NOT NULL,
  hours integer NOT NULL,
  know jsonb NOT NULL,
  can jsonb NOT NULL,
  learn jsonb NOT NULL,
  assess jsonb NOT NULL,
  body text NOT NULL,
  "position" integer NOT NULL,
  retired_at timestamp with time zone,
  CONSTRAINT skills_importance_check CHECK ((importance = ANY (ARRAY['core'::text, 'recommended'::text, 'optional'::text]))),
  CONSTRAINT skills_level_check CHECK ((level = ANY (ARRAY['foundation'::text, 'junior'::text, 'mid'::text]))),
  CONSTRAINT skills_area_fkey FOREIGN KEY (area) REFERENCES areas(slug) ON DELETE RESTRICT,
  CONSTRAINT skills_pkey PRIMARY KEY (slug)
);

CREATE TABLE submissions (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  person_id uuid,
  exercise text NOT NULL,
  exercise_version text NOT NULL,
  files jsonb NOT NULL,
  idempotency_key text,
  request_hash text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT submissions_exercise_version_fkey FOREIGN KEY (exercise_version) REFERENCES exercise_versions(hash) ON DELETE RESTRICT,
  CONSTRAINT submissions_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE SET NULL,
  CONSTRAINT submissions_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX submissions_idempotency_key ON submissions USING btree (person_id, idempotency_key) WHERE (idempotency_key IS NOT NULL);
CREATE INDEX submissions_person_idx ON submissions USING btree (person_id, exercise, created_at);

CREATE TABLE tallies (
  metric text NOT NULL,
  labels text NOT NULL,
  le text NOT NULL,
  shard smallint NOT NULL,
  count bigint NOT NULL,
  sum double precision NOT NULL,
  CONSTRAINT tallies_pkey PRIMARY KEY (metric, labels, le, shard)
);

CREATE TABLE throttles (
  key text NOT NULL,
  count integer NOT NULL,
  resets_at timestamp with time zone NOT NULL,
  CONSTRAINT throttles_pkey PRIMARY KEY (key)
);
CREATE INDEX throttles_resets_at_idx ON throttles USING btree (resets_at);

CREATE TABLE verdicts (
  run_id uuid NOT NULL,
  outcome text NOT NULL,
  document jsonb NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT verdicts_outcome_check CHECK ((outcome = ANY (ARRAY['passed'::text, 'failed'::text, 'errored'::text, 'broken'::text]))),
  CONSTRAINT verdicts_run_id_fkey FOREIGN KEY (run_id) REFERENCES runs(id) ON DELETE RESTRICT,
  CONSTRAINT verdicts_pkey PRIMARY KEY (run_id)
);
