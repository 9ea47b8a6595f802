import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Importance, Level } from '#contract';

@Entity('areas')
export class Area {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'areas_pkey' }) slug: string;
  @Column({ type: 'text' }) title: string;
  /** Place on the map, counted from 1. */
  @Column({ type: 'integer' }) position: number;
}

/** A skill is never deleted: one that left the content is retired, since what people did refers to it. */
@Entity('skills')
@Check('skills_level_check', `level IN ('foundation', 'junior', 'mid')`)
@Check('skills_importance_check', `importance IN ('core', 'recommended', 'optional')`)
export class Skill {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'skills_pkey' }) slug: string;
  @Column({ type: 'text' }) title: string;
  @ForeignKey(() => Area, { name: 'skills_area_fkey', onDelete: 'RESTRICT' })
  @Column({ type: 'text' })
  area: string;
  @Column({ type: 'text' }) outcome: string;
  @Column({ type: 'text' }) level: Level;
  @Column({ type: 'text' }) importance: Importance;
  @Column({ type: 'integer' }) hours: number;
  @Column({ type: 'jsonb' }) know: string[];
  @Column({ type: 'jsonb' }) can: string[];
  @Column({ type: 'jsonb' }) learn: { name: string; url: string }[];
  /** The exercises that prove it. They may not be written yet, so nothing refers to their table. */
  @Column({ type: 'jsonb' }) assess: string[];
  @Column({ type: 'text' }) body: string;
  @Column({ type: 'integer' }) position: number;
  @Column({ name: 'retired_at', type: 'timestamptz', nullable: true }) retiredAt: Date | null;
}

/** Direct prerequisites. The load refuses a cycle. */
@Entity('skill_needs')
@Check('skill_needs_itself_check', 'skill <> needs')
@Index('skill_needs_needs_idx', ['needs'])
export class SkillNeed {
  @ForeignKey(() => Skill, { name: 'skill_needs_skill_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'skill_needs_pkey' })
  skill: string;
  @ForeignKey(() => Skill, { name: 'skill_needs_needs_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'skill_needs_pkey' })
  needs: string;
}

@Entity('paths')
@Check('paths_electives_count_check', 'electives_count >= 0')
export class Path {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'paths_pkey' }) slug: string;
  @Column({ type: 'text' }) title: string;
  @Column({ type: 'text' }) promise: string;
  /** The path this one continues: its skills are required too. */
  @ForeignKey(() => Path, { name: 'paths_includes_fkey', onDelete: 'RESTRICT' })
  @Column({ type: 'text', nullable: true })
  includes: string | null;
  @Column({ name: 'electives_count', type: 'integer' }) electivesCount: number;
  @Column({ type: 'text' }) capstone: string;
  @Column({ type: 'integer' }) position: number;
  @Column({ name: 'retired_at', type: 'timestamptz', nullable: true }) retiredAt: Date | null;
}

@Entity('path_skills')
export class PathSkill {
  @ForeignKey(() => Path, { name: 'path_skills_path_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'path_skills_pkey' })
  path: string;
  @ForeignKey(() => Skill, { name: 'path_skills_skill_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'path_skills_pkey' })
  skill: string;
  @Column({ type: 'integer' }) position: number;
}

@Entity('path_electives')
export class PathElective {
  @ForeignKey(() => Path, { name: 'path_electives_path_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'path_electives_pkey' })
  path: string;
  @ForeignKey(() => Skill, { name: 'path_electives_skill_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'path_electives_pkey' })
  skill: string;
  @Column({ type: 'integer' }) position: number;
}

/** Which version of the graph was in force since when: the newest row is the present one. Only ever added. */
@Entity('graph_loads')
export class GraphLoad {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'graph_loads_pkey',
  })
  id: string;
  @Column({ type: 'text' }) version: string;
  @Column({ name: 'loaded_at', type: 'timestamptz', default: () => 'now()' }) loadedAt: Date;
}
