/**
 * What `npm run check` looks at. Each step gives { passed, failed, skipped, output }, and how many of the passed are `kept`
 * from an earlier run.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from './browser.mjs';
import { build } from './build.mjs';
import { runOthers } from './kept.mjs';
import { hostsCanBeMade } from './network.mjs';
import { redisServer } from './redis.mjs';
import { ourEnvironment, root, run } from './run.mjs';
import { suites } from './suites.mjs';

export const results = path.join(root, 'node_modules/.cache/fretboard-check');
export const dataDir = path.resolve(root, process.env.DATA_DIR || '.data');
const cli = 'dist/apps/cli/src/main.js';

const outcome = (ok, output = '') => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, output });
const skipped = (why) => ({ passed: 0, failed: 0, skipped: 1, output: '', why });

/** A step that is run as a whole, or kept when nothing below these places is different. */
const whole = (name, places, work) => (kept) =>
  runOthers(
    kept,
    () => [[name, ...places]],
    async () => {
      const result = await work(kept);
      return { ...result, each: [[name, result]] };
    },
  );

const everywhere = ['.'];

/** A step that is one command and holds or does not. */
const command = (name, ...commands) =>
  whole(name, everywhere, async () => {
    let said = '';
    for (const [program, ...args] of commands) {
      const { code, output } = await run(program, args);
      said += output;
      if (code !== 0) return outcome(false, said);
    }
    return outcome(true, said);
  });

/** Runs something that writes its counts as JSON; a run that ends badly without any counts as one failure. */
async function counted(name, [program, ...args], countsOf, env = {}) {
  mkdirSync(results, { recursive: true });
  const file = path.join(results, `${name}.json`);
  rmSync(file, { force: true });
  const { code, output } = await run(program, args, { env: ourEnvironment(env(file)) });
  if (!existsSync(file)) return { ...outcome(false, output), each: [] };
  const counts = countsOf(JSON.parse(readFileSync(file, 'utf8')));
  // Something outside of the tests went wrong, and nobody knows whom it touched.
  if (code !== 0 && counts.failed === 0) Object.assign(counts, { failed: 1, each: [] });
  return { ...counts, output };
}

const countsOf = ({ status, assertionResults }) => {
  const of = (...states) => assertionResults.filter((test) => states.includes(test.status)).length;
  // A file that cannot be loaded has no tests to fail.
  const failed = assertionResults.length === 0 && status === 'failed' ? 1 : of('failed');
  return { passed: of('passed'), failed, skipped: of('skipped', 'pending', 'todo', 'disabled') };
};

/** A project of Vitest; each of its files is kept by itself. */
const vitest = (project) => (kept) => {
  const parts = (files) =>
    files
      .filter((file) => path.matchesGlob(file, suites[project]))
      .map((file) => [`${project} ${file}`, file]);
  return runOthers(kept, parts, (known) => {
    const file = path.join(results, `${project}.json`);
    const args = ['vitest', 'run', '--project', project, '--reporter=default', '--reporter=json'];
    args.push(`--outputFile.json=${file}`, '--passWithNoTests', '--update=none');
    // Left out by name instead of asking for the others: a file that we have not thought of is run.
    for (const name of known) args.push('--exclude', name.slice(project.length + 1));
    const read = ({ testResults }) => {
      const each = testResults.map((result) => [
        `${project} ${path.relative(root, result.name)}`,
        countsOf(result),
      ]);
      const sum = (key) => each.reduce((all, [, counts]) => all + counts[key], 0);
      return { each, passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
    };
    return counted(project, args, read, () => ({ NO_COLOR: '1' }));
  });
};

/**
 * On the first runtime of each exercise: the others take as long again, and `content prove` runs them. It keeps proofs by
 * itself, one for each exercise.
 */
function proof({ fresh }) {
  const folder = path.join(results, 'proofs');
  if (fresh) rmSync(folder, { recursive: true, force: true });
  const args = [cli, 'content', 'prove', '--quick', '--kept', folder, '--json'];
  args.push(path.join(results, 'proof.json'));
  const count = (exercises, holds) => exercises.filter(holds).length;
  return counted(
    'proof',
    [process.execPath, ...args],
    ({ exercises }) => ({
      passed: count(exercises, ({ proved }) => proved),
      kept: count(exercises, ({ proved, kept }) => proved && kept),
      failed: count(exercises, ({ proved }) => !proved),
      skipped: 0,
    }),
    () => ({ DATA_DIR: dataDir }),
  );
}

/** What is served and shown; not the tests of the rest, nor the pages for developers. */
const SITE = ['apps', 'libs', 'migrations', 'exercises', 'skills', 'scripts'];
const browserReads = [...SITE, 'test/browser', 'test/serve.mjs', 'playwright.config.ts'];

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
      flaky: stats.flaky,
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

const format = { name: 'format', work: command('format', ['oxfmt', '--check']), fix: ['oxfmt'] };
const lint = { name: 'lint', work: command('lint', ['oxlint']), fix: ['oxlint', '--fix'] };
const types = {
  name: 'types',
  work: command('types', ['tsc', '-p', 'tsconfig.json', '--noEmit'], ['tsc', '-p', 'apps/web/tsconfig.json']),
};
const importMap = {
  name: 'import map',
  work: command('import map', [
    'depcruise',
    '--config',
    '.dependency-cruiser.cjs',
    'apps',
    'libs',
    'migrations',
  ]),
};
const deadCode = { name: 'dead code', work: command('dead code', ['knip', '--no-config-hints']) };
const house = {
  name: 'house rules',
  work: vitest('house'),
  fix: ['vitest', 'run', '--project', 'house', '--update=all'],
};

/**
 * One stage after the other; the lanes of a stage run side by side, because much of grading is waiting and two processors
 * would idle. The lanes take about as long as each other when all is run. Journeys and the browser, which most changes reach,
 * come first in theirs; what is mostly kept comes after them.
 * `fix` is the command that renews what a step compares.
 */
export const stages = [
  [[{ name: 'build', work: builds, required: true }], [format, types, lint]],
  [
    [{ name: 'attacks', work: vitest('attack') }],
    [
      { name: 'journeys', work: vitest('journey') },
      { name: 'content proof', work: proof },
      { name: 'content', work: command('content', [process.execPath, cli, 'content', 'check']) },
      importMap,
      deadCode,
    ],
    [
      { name: 'redis', work: redis },
      { name: 'hosts', work: hosts },
      { name: 'browser', work: whole('browser', browserReads, browser) },
      house,
      { name: 'unit and room', work: vitest('unit') },
    ],
  ],
];
