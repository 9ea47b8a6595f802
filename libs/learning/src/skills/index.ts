/** What there is to learn: areas, skills and what they need, paths. Knows nothing of exercises or people. */
import { Skills } from './skills.js';
import { Area, GraphLoad, Path, PathElective, PathSkill, Skill, SkillNeed } from './skills.tables.js';

export { Graph, type GraphRows, type PathNode } from './graph.js';
export { type GraphChange, type GraphContent, GraphRefused } from './load-graph.js';
export { SkillSet } from './skill-set.js';
export { Path } from './skills.tables.js';
export { pathFor, requirePath, requireSkill, Skills, statusOf, type Written } from './skills.js';

export const skillsTables = [Area, Skill, SkillNeed, Path, PathSkill, PathElective, GraphLoad];

/** What the module of the domain provides for this room. */
export const skillsProviders = [Skills];
