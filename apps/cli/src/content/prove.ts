import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { ExerciseBundle } from '#contract';
import {
  admits,
  checkContent,
  type Content,
  type Finding,
  formatFinding,
  prove,
  readContent,
} from '#content';
import { Grader, type RuntimeInfo } from '#grader';
import type { ContentConfig } from './config.js';
import { KeptProofs } from './kept-proofs.js';

/** One line of the report that `--json` writes. */
interface Proved {
  slug: string;
  proved: boolean;
  /** Each runtime it was run on, for example `django-5.2`, and whether it holds there. */
  runtimes: { name: string; proved: boolean; runs: number; ms: number }[];
  status: ExerciseBundle['status'];
  /** Whether nothing was run, because all of it was proved before. */
  kept: boolean;
  findings: Finding[];
  runs: number;
  ms: number;
}

interface Bench {
  readonly content: Content;
  readonly findings: readonly Finding[];
  readonly grader: Grader;
  readonly runtimes: readonly RuntimeInfo[];
  /** Only the first runtime of an exercise's range: the standard one, unless the range leaves it out. */
  readonly quick: boolean;
  /** Proofs of what has not changed since. */
  readonly kept: KeptProofs | null;
}

/**
 * Proves the exercises named, or all. Exit code 1 when one has an error. Among all, a draft may fail, that is what the
 * word means; one that is named is asked for. With `--kept FOLDER`, what was proved there and has not changed since,
 * nor the engine, nor the runtime, is not run again.
 */
export async function proveCommand(
  args: string[],
  { root, runtimesDir, mode }: ContentConfig,
): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      runtime: { type: 'string' },
      quick: { type: 'boolean', default: false },
      jobs: { type: 'string' },
      kept: { type: 'string' },
    },
  });
  const content = await readContent(root);
  const known = content.folders.map((folder) => folder.name);
  const names = positionals.map((name) => name.replace(/^(\.\/)?exercises\//, '').replace(/\/$/, ''));
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no exercise ${unknown.join(', ')}.`);
    return 2;
  }
  const grader = await Grader.open({ runtimesDir, slots: availableParallelism(), mode });
  try {
    const runtimes = grader.runtimes.filter(({ name }) => !values.runtime || name === values.runtime);
    const trouble = whyNot(grader, runtimes, runtimesDir);
    if (trouble) {
      console.error(trouble);
      return 1;
    }
    const { quick } = values;
    const kept = values.kept ? await KeptProofs.open(values.kept, root, grader.isolation.mode) : null;
    const bench: Bench = { content, findings: checkContent(content), grader, runtimes, quick, kept };
    const jobs = Math.max(1, Number(values.jobs) || availableParallelism());
    const proved = await proveAll(names.length > 0 ? names : known, bench, jobs);
    if (values.json) await writeFile(values.json, `${JSON.stringify({ exercises: proved }, null, 2)}\n`);
    return summarise(proved, names.length > 0);
  } finally {
    await grader.close();
  }
}

function whyNot(grader: Grader, runtimes: readonly RuntimeInfo[], runtimesDir: string): string | null {
  if (grader.isolation.mode === null) return `Nothing can be run: ${grader.isolation.reason}`;
  if (runtimes.length > 0) return null;
  return `No such Django runtime is installed in ${runtimesDir}. \`npm start\` installs what is missing.`;
}

async function proveAll(names: readonly string[], bench: Bench, jobs: number): Promise<Proved[]> {
  const proved: Proved[] = [];
  const queue = [...names];
  const work = async (): Promise<void> => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      proved.push(await proveOne(name, bench));
      progress(queue.length > 0 ? `${queue.length} exercises wait` : '');
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, names.length) }, work));
  return proved.sort((a, b) => names.indexOf(a.slug) - names.indexOf(b.slug));
}

async function proveOne(name: string, bench: Bench): Promise<Proved> {
  const { content, findings, grader } = bench;
  const begun = performance.now();
  const dir = `exercises/${name}`;
  const bundle = content.exercises.find((one) => one.slug === name);
  const own = findings.filter(({ file }) => file === dir || file.startsWith(`${dir}/`));
  const line: Proved = {
    slug: name,
    proved: false,
    runtimes: [],
    status: bundle?.status ?? 'draft',
    kept: true,
    findings: own,
    runs: 0,
    ms: 0,
  };
  if (bundle) {
    const fitting = bench.runtimes.filter(({ djangoVersion }) => admits(bundle.django, djangoVersion));
    if (fitting.length === 0) own.push(noRuntime(dir, bundle.django));
    for (const info of bench.quick ? fitting.slice(0, 1) : fitting) {
      const runtime = info.name;
      const known = await bench.kept?.find(bundle, info);
      line.kept &&= Boolean(known);
      const proof =
        known ??
        (await prove(
          bundle,
          (asked, files, seed, onFault) => grader.grade({ bundle: asked, files, runtime, seed }, { onFault }),
          { onRun: (run) => progress(`${name}  ${runtime}  ${run}`) },
        ));
      await bench.kept?.keep(bundle, info, proof);
      line.runtimes.push({ name: runtime, proved: proof.proved, runs: proof.runs, ms: proof.ms });
      line.runs += proof.runs;
      own.push(
        ...proof.findings.map((finding) => ({ ...finding, sentence: `${runtime}: ${finding.sentence}` })),
      );
    }
  }
  line.ms = Math.round(performance.now() - begun);
  line.proved = line.runtimes.length > 0 && own.every(({ severity }) => severity !== 'error');
  show(line);
  return line;
}

function show({ slug, proved, runtimes, status, findings, runs, ms }: Proved): void {
  progress('');
  const on = runtimes.map((one) => one.name).join(', ') || 'no runtime';
  console.log(
    `${proved ? '✓' : '✗'} ${slug}  ${runs} runs on ${on}, ${ms} ms${status === 'draft' ? ', draft' : ''}`,
  );
  for (const finding of findings) console.log(`    ${formatFinding(finding)}`);
}

function summarise(proved: Proved[], draftsToo: boolean): number {
  const failing = proved.filter((one) => !one.proved);
  const blocking = failing.filter(({ status }) => draftsToo || status !== 'draft');
  console.log(
    `${proved.length - failing.length} proved, ${blocking.length} not proved, ${failing.length - blocking.length} drafts that fail`,
  );
  return blocking.length === 0 ? 0 : 1;
}

function noRuntime(file: string, range: string | null): Finding {
  return {
    file,
    line: 1,
    rule: 'runtime',
    sentence: `No installed runtime fits the range ${range}.`,
    severity: 'error',
  };
}

/** One line that is written over, on a terminal only: a log keeps the results. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[2K${text}`);
}
