/**
 * Reads, checks, proves and renders the files in skills/ and exercises/. Whoever uses this may forget that content
 * lives in folders, how its YAML and Markdown are shaped and which rules it keeps. No database, no network, and no
 * running of strangers' code: the one who proves passes the grader in.
 */
export { checkContent, plannedSkills } from './check.js';
export type { ExerciseFolder } from './exercise-folder.js';
export { type Finding, formatFinding } from './finding.js';
export { closure, findCycle, impliedNeeds, topological } from './graph.js';
export { jsonSchemas } from './json-schemas.js';
export { renderMarkdown } from './markdown.js';
export { editableFiles, type Grade, type Proof, prove } from './prove.js';
export { type Content, type Path, readContent, type Skill } from './read.js';
export {
  type Area,
  type ExerciseFrontMatter,
  exerciseFrontMatter,
  type PathFile,
  type SkillFrontMatter,
} from './schemas.js';
export { admits } from './versions.js';
