/** What `npm run check` looks at. Each step gives { passed, failed, skipped, output }. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from './browser.mjs';
import { build } from './build.mjs';
import { hostsCanBeMade } from './network.mjs';
import { redisServer } from './redis.mjs';
import { ourEnvironment, root, run } from './run.mjs';

const results = path.join(root, 'node_modules/.cache/fretboard-check');
const dataDir = path.resolve(root, process.env.DATA_DIR || '.data');
const cli = 'dist/apps/cli/src/main.js';

const outcome = (ok, output = '') => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, output });
const skipped = (why) => ({ passed: 0, failed: 0, skipped: 1, output: '', why });

/** A step that is one command and holds or does not. */
const command =
  (...commands) =>
  async () => {
    let said = '';
    for (const [program, ...args] of commands) {
      const { code, output } = await run(program, args);
      said += output;
      if (code !== 0) return outcome(false, said);
    }
    return outcome(true, said);
  };

/** Runs something that writes its counts as JSON; a run that ends badly without any counts as one failure. */
async function counted(name, [program, ...args], countsOf, env = {}) {
  mkdirSync(results, { recursive: true });
  const file = path.join(results, `${name}.json`);
  rmSync(file, { force: true });
  const { code, output } = await run(program, args, { env: ourEnvironment(env(file)) });
  if (!existsSync(file)) return outcome(false, output);
  const counts = countsOf(JSON.parse(readFileSync(file, 'utf8')));
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return { ...counts, output };
}

const vitest = (project) => () => {
  const file = path.join(results, `${project}.json`);
  const args = [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    '--passWithNoTests',
    '--update=none',
  ];
  return counted(
    project,
    args,
    (report) => ({
      passed: report.numPassedTests,
      // A file that cannot be loaded has no tests to fail.
      failed:
        report.numFailedTests +
        report.testResults.filter(
          ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
        ).length,
      skipped: report.numPendingTests + report.numTodoTests,
    }),
    () => ({ NO_COLOR: '1' }),
  );
};

function proof() {
  const file = path.join(results, 'proof.json');
  return counted(
    'proof',
    // On the first runtime of each exercise: the others take as long again, and `content prove` runs them. What was
    // proved and has not changed since, nor the engine, is not proved again; a fresh clone proves everything.
    [
      process.execPath,
      cli,
      'content',
      'prove',
      '--quick',
      '--kept',
      path.join(results, 'proofs'),
      '--json',
      file,
    ],
    ({ exercises }) => ({
      passed: exercises.filter(({ proved }) => proved).length,
      failed: exercises.filter(({ proved }) => !proved).length,
      skipped: 0,
    }),
    () => ({ DATA_DIR: dataDir }),
  );
}

async function browser() {
  const tests = path.join(root, 'test/browser');
  if (
    !existsSync(tests) ||
    !readdirSync(tests, { recursive: true }).some((name) => /\.(test|spec)\.ts$/.test(name))
  )
    return skipped('there are no browser tests');
  const chromium = await findBrowser();
  if (!chromium)
    return { ...skipped('no Chromium runs here; install one or set CHROMIUM_PATH'), needed: true };
  return counted(
    'browser',
    ['playwright', 'test', '--reporter=list,json'],
    ({ stats }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
    }),
    (file) => ({
      CHROMIUM_PATH: chromium,
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      NO_COLOR: '1',
    }),
  );
}

const redis = () =>
  Promise.resolve(
    redisServer()
      ? outcome(true)
      : { ...skipped('no redis-server here: the tests of the queue on Redis are skipped'), needed: true },
  );

const hosts = () =>
  Promise.resolve(
    hostsCanBeMade()
      ? outcome(true)
      : {
          ...skipped('no network namespaces here (root and iproute2): the test of several hosts is skipped'),
          needed: true,
        },
  );

async function builds() {
  try {
    await build();
    return outcome(true);
  } catch (error) {
    return outcome(false, error.message);
  }
}

const format = { name: 'format', work: command(['oxfmt', '--check']), fix: ['oxfmt'] };
const lint = { name: 'lint', work: command(['oxlint']), fix: ['oxlint', '--fix'] };
const types = {
  name: 'types',
  work: command(['tsc', '-p', 'tsconfig.json', '--noEmit'], ['tsc', '-p', 'apps/web/tsconfig.json']),
};
const importMap = {
  name: 'import map',
  work: command(['depcruise', '--config', '.dependency-cruiser.cjs', 'apps', 'libs', 'migrations']),
};
const deadCode = { name: 'dead code', work: command(['knip', '--no-config-hints']) };
const house = {
  name: 'house rules',
  work: vitest('house'),
  fix: ['vitest', 'run', '--project', 'house', '--update=all'],
};

/**
 * One stage after the other; the lanes of a stage run side by side, because much of grading is waiting and two processors
 * would idle. The lanes of the last stage take about as long as each other: journeys wait most and have one to themselves.
 * `fix` is the command that renews what a step compares.
 */
export const stages = [
  [[{ name: 'build', work: builds, required: true }], [format, types, lint]],
  [
    [{ name: 'journeys', work: vitest('journey') }],
    [
      { name: 'browser', work: browser },
      { name: 'content proof', work: proof },
      { name: 'content', work: command([process.execPath, cli, 'content', 'check']) },
      importMap,
      deadCode,
    ],
    [
      { name: 'redis', work: redis },
      { name: 'hosts', work: hosts },
      house,
      { name: 'unit and room', work: vitest('unit') },
      { name: 'attacks', work: vitest('attack') },
    ],
  ],
];
