import { checkExercises } from './check-exercises.js';
import { checkSkills } from './check-skills.js';
import type { Finding } from './finding.js';
import type { Content } from './read.js';

/** Every finding of reading and of the rules, by file and line. Content with an error in it must not be loaded. */
export function checkContent(content: Content): Finding[] {
  const findings = [...content.findings, ...checkSkills(content), ...checkExercises(content)];
  return findings.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}

/** Skills that cannot be proven yet, because an exercise of theirs is not written or ends with a mentor: no fault, but counted. */
export function plannedSkills(content: Content): string[] {
  const written = new Set(
    content.exercises
      .filter(({ status, kind }) => status !== 'retired' && kind !== 'review')
      .map(({ slug }) => slug),
  );
  return content.skills
    .filter(({ assess }) => assess.some((slug) => !written.has(slug)))
    .map(({ slug }) => slug);
}
