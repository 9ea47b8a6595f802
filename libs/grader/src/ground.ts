import type { ExerciseBundle, ProjectFiles } from '#contract';
import type { Half } from './engine.js';

/** Halves of the learner's side; what is public of them may be loaded ahead as a whole. */
const OPEN: readonly Half[] = ['subject', 'practice'];

/** What is prepared of an exercise: its halves, and where it could be laid, the ground of its starter below them. */
export class Prepared {
  private readonly keys: Partial<Record<Half, string>> = {};
  private ground: { half: Half; key: string; paths: readonly string[] } | null = null;

  constructor(private readonly bundle: ExerciseBundle) {}

  /** Under which key this half is prepared. */
  add(half: Half): string {
    return (this.keys[half] = `${half} ${this.bundle.hash}`);
  }

  /** The half that has a ground of its own, with the key for it; `stand` says what it turned out to be made of. */
  get below(): { half: Half; key: string } | null {
    const half = OPEN.find((one) => one in this.keys);
    return half ? { half, key: `ground of ${half} ${this.bundle.hash}` } : null;
  }

  stand(paths: readonly string[]): void {
    if (this.below) this.ground = { ...this.below, paths };
  }

  get all(): string[] {
    return [...Object.values(this.keys), ...(this.ground ? [this.ground.key] : [])];
  }

  /** What the process for this job is forked from. Its files alone decide, and its learner knows them. */
  keyFor(half: Half, job: object): string {
    const { ground } = this;
    const isGround = ground?.half === half && 'files' in job;
    if (isGround && stands(job.files as ProjectFiles, this.bundle.starter, ground.paths)) return ground.key;
    return this.keys[half] ?? '';
  }
}

/** Whether a project has the same as the starter in all these paths; one that ends in `/` is everything below it. */
export function stands(files: ProjectFiles, starter: ProjectFiles, paths: readonly string[]): boolean {
  const others = Object.keys({ ...starter, ...files }).filter((path) => files[path] !== starter[path]);
  return !others.some((path) =>
    paths.some((entry) => (entry.endsWith('/') ? path.startsWith(entry) : path === entry)),
  );
}
