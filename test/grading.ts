import { createHash } from 'node:crypto';
import type { ExerciseBundle, Verdict } from '#contract';
import { readContent } from '#content';
import { type Claim, Exercises, type GraderNotice, Grading, Skills, Submissions, Watch } from '#learning';
import { Db } from '#platform';
import { smallContent } from './content.js';
import { Rooms } from './people.js';

const sha = (text: string) => createHash('sha256').update(text).digest('hex');

/** The rooms of the domain with four exercises, the last of which ends with a mentor, and the line to oneself. */
export class GradingRooms {
  private constructor(
    readonly rooms: Rooms,
    readonly bundles: readonly ExerciseBundle[],
  ) {}

  static async open({ auditPercent = 0 } = {}): Promise<GradingRooms> {
    const rooms = await Rooms.open(undefined, auditPercent);
    const content = await readContent(smallContent);
    const one = content.exercises[0]!;
    const others = ['-two', '-three'].map((end) => ({
      ...one,
      slug: one.slug + end,
      hash: sha(one.hash + end),
    }));
    const review = {
      ...one,
      slug: `${one.slug}-review`,
      hash: sha(`${one.hash}-review`),
      kind: 'review' as const,
    };
    const bundles = [one, ...others, review];
    await rooms.get(Db).transaction(async (tx) => {
      await rooms.get(Skills).load(tx, content);
      await rooms.get(Exercises).load(tx, bundles);
    });
    return new GradingRooms(rooms, bundles);
  }

  close(): Promise<void> {
    return this.rooms.close();
  }

  get grading(): Grading {
    return this.rooms.get(Grading);
  }
  get submissions(): Submissions {
    return this.rooms.get(Submissions);
  }
  /** The file of the exercises that a learner hands in. */
  get editable(): string {
    return this.bundles[0]!.edit[0]!;
  }

  async emptyLine(): Promise<void> {
    await this.rooms.query(
      `UPDATE runs SET status = 'cancelled', lease = NULL WHERE status IN ('queued', 'running')`,
    );
  }

  handIn(exercise = 0, text = 'x = 1\n') {
    return {
      exercise: this.bundles[exercise]!.slug,
      files: { [this.editable]: text },
      purpose: 'grade' as const,
    };
  }

  /** A worker says that it is there. */
  signIn(grader: Partial<GraderNotice> = {}): Promise<void> {
    const usual = { id: 'w', mode: 'B' as const, reason: 'a test', runtimes: ['django-5.2'], slots: 1 };
    return this.rooms.get(Watch).sign({ ...usual, draining: false, ...grader });
  }

  async statusOf(person: string, id: string) {
    const { status, outcome } = await this.submissions.require(person, id);
    return [status, outcome];
  }
}

export function aVerdict(
  claim: Claim,
  outcome: Verdict['outcome'],
  reason: Verdict['reason'] = null,
): Verdict {
  return {
    schema: 'verdict/1',
    outcome,
    reason,
    limit: null,
    message: outcome === 'passed' ? null : 'Look again.',
    frames: [],
    first: null,
    checks: [],
    limits: { wallMs: 1, cpuMs: 1, memoryBytes: 1, outputBytes: 1, diskBytes: 1, processes: 1 },
    usage: {
      wallMs: 1,
      cpuMs: 1,
      peakMemoryBytes: 1,
      outputBytes: 0,
      phasesMs: { sandbox: 1, django: 1, checks: 1 },
    },
    observed: 'outside',
    mode: 'B',
    runtime: claim.runtime,
    django: '5.2.8',
    python: '3.12.1',
    engine: 'test',
    exerciseVersion: claim.exerciseVersion,
    seed: claim.seed,
    resultHash: sha(outcome),
    finishedAt: new Date().toISOString(),
  };
}
