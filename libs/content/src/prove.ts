import { randomInt } from 'node:crypto';
import type { ExerciseBundle, ProjectFiles, Verdict } from '#contract';
import { readCheckCode } from './facts.js';
import { error, type Finding } from './finding.js';
import { fits, mentions, placeholders, secretNames } from './messages.js';

/**
 * Runs the hidden checks of the bundle on what a learner would hand in. The one who proves brings the grader. `onFault`
 * takes what went wrong on our side: a verdict holds an apology in its place.
 */
export type Grade = (
  bundle: ExerciseBundle,
  files: ProjectFiles,
  seed: number,
  onFault: (detail: string) => void,
) => Promise<Verdict>;

export interface Proof {
  slug: string;
  proved: boolean;
  findings: Finding[];
  runs: number;
  ms: number;
}

export interface ProveOptions {
  /** Called before each run, for a line of progress. */
  onRun?(name: string): void;
  /** Seeds of the three runs of the reference; random unless given, and named in findings. */
  seeds?: readonly [number, number, number];
}

/** What a learner hands in who changed the starter into this overlay: every editable file there is. */
export function editableFiles(bundle: ExerciseBundle, overlay: ProjectFiles): ProjectFiles {
  const files: ProjectFiles = {};
  for (const path of bundle.edit) {
    const text = overlay[path] ?? bundle.starter[path];
    if (text !== undefined) files[path] = text;
  }
  return files;
}

const SEEDS = 2 ** 31 - 1;

/** The exercise with its checks up to this one: what comes after it cannot be the first that fails. */
function upTo(bundle: ExerciseBundle, check: string): ExerciseBundle {
  const last = bundle.checks.findIndex(({ id }) => id === check);
  return last < 0 ? bundle : { ...bundle, checks: bundle.checks.slice(0, last + 1) };
}

/** The rules Q1 to Q6 and Q8 on one runtime; Q7 needs no run and is among the findings of `checkContent`. */
export async function prove(
  bundle: ExerciseBundle,
  grade: Grade,
  options: ProveOptions = {},
): Promise<Proof> {
  const begun = performance.now();
  const proof = new Proving(bundle, grade, options);
  const seeds = options.seeds ?? [randomInt(SEEDS), randomInt(SEEDS), randomInt(SEEDS)];
  for (const seed of seeds) await proof.mustPass('solution', bundle.solution, 'Q1', seed);
  for (const { dir, files } of bundle.accepted)
    await proof.mustPass(`accepted/${dir}`, files, 'Q2', seeds[0]);
  for (const { dir, files } of bundle.review?.examples ?? [])
    await proof.mustPass(`reviewed/${dir}`, files, 'Q12', seeds[0]);
  if (bundle.startFails !== null)
    await proof.mustFail('starter', {}, 'Q3', bundle.startFails, 'failed', seeds[0]);
  for (const { dir, files, fails, status } of bundle.wrong) {
    await proof.mustFail(`wrong/${dir}`, files, 'Q4', fails, status, seeds[0]);
  }
  const findings = proof.finish();
  return {
    slug: bundle.slug,
    proved: findings.every(({ severity }) => severity !== 'error'),
    findings,
    runs: proof.runs,
    ms: Math.round(performance.now() - begun),
  };
}

class Proving {
  runs = 0;
  private readonly findings: Finding[] = [];
  private readonly failed = new Set<string>();
  private readonly secrets: string[];

  constructor(
    private readonly bundle: ExerciseBundle,
    private readonly grade: Grade,
    private readonly options: ProveOptions,
  ) {
    this.secrets = secretNames(bundle, readCheckCode(Object.values(bundle.hidden)).names);
  }

  async mustPass(name: string, overlay: ProjectFiles, rule: string, seed: number): Promise<void> {
    const verdict = await this.run(this.bundle, name, overlay, seed);
    if (!verdict || verdict.outcome === 'passed') return;
    const where = verdict.first ?? verdict.reason ?? 'no check';
    this.add(
      name,
      rule,
      `Must pass, but ${verdict.outcome} at \`${where}\` with seed ${seed}: ${oneLine(verdict.message)}`,
    );
  }

  async mustFail(
    name: string,
    overlay: ProjectFiles,
    rule: string,
    check: string,
    status: string,
    seed: number,
  ): Promise<void> {
    const verdict = await this.run(upTo(this.bundle, check), name, overlay, seed);
    if (!verdict) return;
    if (verdict.outcome === 'passed') {
      this.add(name, rule, `Must fail \`${check}\`, but passes it and every check before it.`);
      return;
    }
    const first = verdict.checks.find(({ id }) => id === verdict.first);
    if (!first) {
      this.add(
        name,
        rule,
        `Must fail \`${check}\`, but no check ran (${verdict.reason}): ${oneLine(verdict.message)}`,
      );
    } else if (first.id !== check) {
      this.add(
        name,
        rule,
        `Must fail \`${check}\` first, but fails \`${first.id}\`: ${oneLine(first.message)}`,
      );
    } else if (first.status !== status) {
      this.add(
        name,
        rule,
        `Must end \`${check}\` as ${status}, but ends it as ${first.status}: ${oneLine(first.message)}`,
      );
    } else {
      this.judgeMessage(name, check, verdict);
    }
    if (first) this.failed.add(first.id);
  }

  /** Q5 says something only when every run went as declared. */
  finish(): Finding[] {
    if (this.findings.length > 0) return this.findings;
    for (const { id } of this.bundle.checks) {
      if (this.failed.has(id)) continue;
      this.add(
        'checks/checks.yaml',
        'Q5',
        `Nothing fails \`${id}\` first: add a wrong solution or remove the check.`,
      );
    }
    return this.findings;
  }

  private async run(
    bundle: ExerciseBundle,
    name: string,
    overlay: ProjectFiles,
    seed: number,
  ): Promise<Verdict | null> {
    this.options.onRun?.(name);
    this.runs += 1;
    let fault: string | null = null;
    const verdict = await this.grade(bundle, editableFiles(bundle, overlay), seed, (detail) => {
      fault = detail;
    });
    const half = this.bundle.timeoutSeconds * 500;
    if (verdict.usage.wallMs > half) {
      this.add(name, 'Q8', `Took ${Math.round(verdict.usage.wallMs)} ms; half of the limit is ${half} ms.`);
    }
    if (verdict.outcome !== 'broken') return verdict;
    const detail = fault === null ? oneLine(verdict.message) : bothEnds(fault);
    // Q9 and Q11 are judged while the reference runs, by its kind.
    const rule = /\bQ(9|11)\b/.exec(detail)?.[0] ?? 'broken';
    this.add(name, rule, `The run says nothing about the code (${verdict.reason}): ${detail}`);
    return null;
  }

  /** Q6. An error of the learner's own code is shown as it was raised, so the template does not apply to it. */
  private judgeMessage(name: string, id: string, verdict: Verdict): void {
    const result = verdict.checks.find((one) => one.id === id);
    const spec = this.bundle.checks.find((one) => one.id === id);
    const message = result?.message ?? '';
    if (!message) {
      this.add(name, 'Q6', `\`${id}\` fails without a message.`);
      return;
    }
    const secret = this.secrets.find((one) => mentions(message, one));
    if (secret)
      this.add(
        name,
        'Q6',
        `The message names \`${secret}\`, which only the hidden checks know: ${oneLine(message)}`,
      );
    if (result?.status !== 'failed' || !spec) return;
    if (message.length < 40 || message.length > 400)
      this.add(name, 'Q6', `The message has ${message.length} characters; 40 to 400 are right.`);
    const [empty] = placeholders(spec.onFail).filter((one) => message.includes(`{${one}}`));
    if (empty) this.add(name, 'Q6', `The code does not fill {${empty}} here: ${oneLine(message)}`);
    else if (!fits(message, spec.onFail))
      this.add(name, 'Q6', `The message is not the one written for \`${id}\`: ${oneLine(message)}`);
  }

  private add(name: string, rule: string, sentence: string): void {
    this.findings.push(error(`exercises/${this.bundle.slug}/${name}`, 1, rule, sentence));
  }
}

function oneLine(message: string | null): string {
  return (message ?? 'no message').replace(/\s+/g, ' ').slice(0, 300);
}

/** What happened stands at the start of a fault, and where at its end. */
function bothEnds(detail: string): string {
  const text = detail.replace(/\s+/g, ' ');
  return text.length <= 500 ? text : `${text.slice(0, 250)} … ${text.slice(-250)}`;
}
