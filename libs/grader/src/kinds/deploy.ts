import { randomBytes } from 'node:crypto';
import type { Kind } from './kind.js';
import { handedIn } from './review.js';
import { orderOf } from './project.js';

/** How often the checks of one run may start the site, each time in a new process. */
const STARTS = 10;

/** Settings and files for production: the learner's site, started anew for each environment that the judge names. */
export function deployKind(): Kind {
  return {
    name: 'deploy-check',
    jobsOf(attempt) {
      const { bundle, files, seed } = attempt;
      const project = { ...bundle.starter, ...files };
      const common = { kind: bundle.kind, settings: null };
      // Settings and environment are no part of the job: the judge names them, and they hold nothing of ours.
      const site = { ...common, seed: Number.parseInt(bundle.hash.slice(0, 12), 16), files: project };
      return {
        role: 'subject',
        project,
        subjects: Array.from({ length: STARTS }, () => site),
        judge: {
          ...common,
          seed,
          secret: randomBytes(32).toString('hex'),
          base: {},
          checks: bundle.hidden,
          order: orderOf(bundle),
          handedIn: handedIn(attempt, project),
        },
      };
    },
  };
}
