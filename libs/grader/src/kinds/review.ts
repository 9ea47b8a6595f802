import type { ProjectFiles } from '#contract';
import { type Attempt, isEditable } from '../job.js';
import type { Kind } from './kind.js';
import { projectKind } from './project.js';

/** The gate before a mentor: what was written is read as text, and a project in it can be asked like any other. */
export function reviewKind(): Kind {
  const project = projectKind('review');
  return {
    ...project,
    jobsOf(attempt) {
      const jobs = project.jobsOf(attempt);
      return { ...jobs, judge: { ...jobs.judge, handedIn: handedIn(attempt, jobs.project) } };
    },
  };
}

/** The editable files as they stand, for kinds whose product is the file itself. */
export function handedIn({ bundle }: Attempt, project: ProjectFiles): ProjectFiles {
  return Object.fromEntries(Object.entries(project).filter(([path]) => isEditable(bundle, path)));
}
