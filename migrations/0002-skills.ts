import type { MigrationInterface, QueryRunner } from 'typeorm';

const SKILLS = `
  CREATE TABLE areas (
    slug text CONSTRAINT areas_pkey PRIMARY KEY,
    title text NOT NULL,
    position integer NOT NULL
  );

  CREATE TABLE skills (
    slug text CONSTRAINT skills_pkey PRIMARY KEY,
    title text NOT NULL,
    area text NOT NULL CONSTRAINT skills_area_fkey REFERENCES areas ON DELETE RESTRICT,
    outcome text NOT NULL,
    level text NOT NULL CONSTRAINT skills_level_check CHECK (level IN ('foundation', 'junior', 'mid')),
    importance text NOT NULL
      CONSTRAINT skills_importance_check CHECK (importance IN ('core', 'recommended', 'optional')),
    hours integer NOT NULL,
    know jsonb NOT NULL,
    can jsonb NOT NULL,
    learn jsonb NOT NULL,
    assess jsonb NOT NULL,
    body text NOT NULL,
    position integer NOT NULL,
    retired_at timestamptz
  );

  CREATE TABLE skill_needs (
    skill text NOT NULL CONSTRAINT skill_needs_skill_fkey REFERENCES skills ON DELETE CASCADE,
    needs text NOT NULL CONSTRAINT skill_needs_needs_fkey REFERENCES skills ON DELETE CASCADE,
    CONSTRAINT skill_needs_pkey PRIMARY KEY (skill, needs),
    CONSTRAINT skill_needs_itself_check CHECK (skill <> needs)
  );
  CREATE INDEX skill_needs_needs_idx ON skill_needs (needs);
`;

const PATHS = `
  CREATE TABLE paths (
    slug text CONSTRAINT paths_pkey PRIMARY KEY,
    title text NOT NULL,
    promise text NOT NULL,
    includes text CONSTRAINT paths_includes_fkey REFERENCES paths ON DELETE RESTRICT,
    electives_count integer NOT NULL CONSTRAINT paths_electives_count_check CHECK (electives_count >= 0),
    capstone text NOT NULL,
    position integer NOT NULL,
    retired_at timestamptz
  );

  CREATE TABLE path_skills (
    path text NOT NULL CONSTRAINT path_skills_path_fkey REFERENCES paths ON DELETE CASCADE,
    skill text NOT NULL CONSTRAINT path_skills_skill_fkey REFERENCES skills ON DELETE CASCADE,
    position integer NOT NULL,
    CONSTRAINT path_skills_pkey PRIMARY KEY (path, skill)
  );

  CREATE TABLE path_electives (
    path text NOT NULL CONSTRAINT path_electives_path_fkey REFERENCES paths ON DELETE CASCADE,
    skill text NOT NULL CONSTRAINT path_electives_skill_fkey REFERENCES skills ON DELETE CASCADE,
    position integer NOT NULL,
    CONSTRAINT path_electives_pkey PRIMARY KEY (path, skill)
  );

  CREATE TABLE graph_loads (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT graph_loads_pkey PRIMARY KEY,
    version text NOT NULL,
    loaded_at timestamptz NOT NULL DEFAULT now()
  );
`;

/** The skills graph as the content files have it: areas, skills, what they need, paths. */
export class Skills1763800000020 implements MigrationInterface {
  name = 'Skills1763800000020';

  async up(db: QueryRunner): Promise<void> {
    await db.query(SKILLS);
    await db.query(PATHS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
