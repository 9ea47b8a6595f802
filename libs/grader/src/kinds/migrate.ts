import { randomBytes } from 'node:crypto';
import type { Kind } from './kind.js';
import { isReference, orderOf, settingsModule } from './project.js';
import { handedIn } from './review.js';

/** How often the files of a project may be replaced in one run, each time by a new process. */
const PROCESSES = 32;

/** Migrations on the judge's database; a process for each set of files that a plan uses. */
export const migrateKind: Kind = {
  name: 'migrate',
  jobsOf(attempt) {
    const { bundle, files, seed } = attempt;
    const project = { ...bundle.starter, ...files };
    const secret = randomBytes(32).toString('hex');
    const subject = {
      kind: bundle.kind,
      settings: settingsModule(bundle.starter),
      secret,
      seed: 0,
      files: project,
    };
    return {
      role: 'subject',
      project,
      subjects: Array.from({ length: PROCESSES }, () => subject),
      judge: {
        kind: bundle.kind,
        settings: null,
        secret,
        seed,
        base: {},
        checks: bundle.hidden,
        order: orderOf(bundle),
        handedIn: handedIn(attempt, project),
        isReference: isReference(attempt),
      },
    };
  },
};
