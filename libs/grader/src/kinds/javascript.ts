import type { Kind } from './kind.js';
import { projectKind } from './project.js';
import { handedIn } from './review.js';

const STATIC = 'static/';

/** Scripts of a page: the learner's Django project, and beside it a workshop in which its pages are played. */
export function javascriptKind(): Kind {
  const project = projectKind('javascript');
  return {
    ...project,
    jobsOf(attempt) {
      const jobs = project.jobsOf(attempt);
      const files = Object.entries(jobs.project).filter(([path]) => path.startsWith(STATIC));
      return {
        ...jobs,
        companions: [{ kind: 'javascript', seed: 0 }],
        judge: {
          ...jobs.judge,
          handedIn: handedIn(attempt, jobs.project),
          static: Object.fromEntries(files),
        },
      };
    },
  };
}
