/**
 * What files read besides what they import, for `kept.mjs`. A file that opens files or starts programs and has no line
 * here is taken to read the whole repository. A line that leaves something out would hide a change: when in doubt, none.
 */

/** What decides over every test: packages, compiler, test runner, and how it is run. */
export const ALWAYS = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'vitest.config.ts',
  'scripts/steps.mjs',
];

const CONTENT = ['exercises', 'skills'];
/** The harness, its fixtures, the lock files of the runtimes, and the program that plays pages. */
const GRADER = ['libs/grader'];

const named = (folder, ...names) => new RegExp(`^${folder}/(${names.join('|')})\\.test\\.ts$`);

/** Files, and what they read beside what they import. All lines that fit a file hold. */
export const READS = [
  [/^(scripts\/|vitest\.config\.ts$)/, []],
  [/^scripts\/run\.mjs$/, ['scripts/preload.mjs']],
  [/^migrations\//, []],
  // What these read, the step of the browser tests names.
  [/^(apps\/web\/vite\.config\.ts|apps\/api\/src\/openapi\.ts)$/, []],
  [/^(playwright\.config\.ts|test\/serve\.mjs|test\/browser\/.*)$/, []],

  // What their callers name: the callers have their own lines.
  [/^libs\/content\/src\/(folder|read)\.ts$/, []],
  [/^apps\/worker\/src\/mail\.ts$/, []],
  [/^apps\/cli\/src\/grade\/(project-folder|show)\.ts$/, []],
  [/^apps\/cli\/src\/content\/(kept-proofs|prove|new|schemas)\.ts$/, []],
  [/^apps\/cli\/src\/admin\/demo\.ts$/, []],
  [/^apps\/cli\/src\/(admin\/rerun|grade\/grade-folder)\.ts$/, []],
  // Only where WEB_DIR names the built site, which the tests of the API leave out.
  [/^apps\/api\/src\/web\.ts$/, []],
  [/^apps\/web\/src\/document\.ts$/, []],

  [/^libs\/grader\/src\/(engine|runtimes)\.ts$/, GRADER],
  [/^libs\/grader\/src\/(dom\/|socket-folder)/, []],
  [
    /^libs\/grader\/src\/(endings|grader|ground|harness|race|runtimes|kinds\/workshop|kinds\/write-tests)\.test\.ts$/,
    GRADER,
  ],
  [named('libs/grader/src', 'practice', 'preparation', 'standby'), [...GRADER, ...CONTENT]],
  [named('libs/content/src', 'check-exercises', 'json-schemas', 'read'), ['libs/content']],
  [named('libs/content/src', 'repository'), CONTENT],
  [named('libs/learning/src/progress', 'recommend'), CONTENT],
  [named('apps/cli/src', 'content/content', 'content/kept-proofs', 'grade/project-folder'), []],
  [named('apps/worker/src', 'mail'), []],

  [/^test\/database\.ts$/, ['test/global-setup.ts', 'migrations']],
  [/^test\/global-setup\.ts$/, ['migrations']],
  [/^test\/content\.ts$/, ['libs/content/fixtures']],
  [/^test\/(learners|load)\.ts$/, CONTENT],
  [/^test\/front-door\.ts$/, []],
  [/^test\/running\.ts$/, []],
  // The build is made of what the entry imports.
  [/^test\/worker\.ts$/, ['apps/worker/src/main.ts', ...GRADER]],
  [/^test\/hosts\.ts$/, ['deploy/Containerfile', ...GRADER]],

  [/^test\/attacks\/(exercise|rootless)\.ts$/, ['test/attacks/board', 'test/attacks/programs', ...GRADER]],
  [named('test/attacks', 'deployment', 'kinds', 'page', 'suites'), CONTENT],
  [named('test/attacks', 'leaks', 'reports'), []], // what they write themselves

  [named('test/journeys', 'admin'), ['apps/cli/src/main.ts', ...GRADER, ...CONTENT]],
  [named('test/journeys', 'rerun', 'grade-command'), ['apps/cli/src/main.ts', ...GRADER, ...CONTENT]],
  [named('test/journeys', 'crashes', 'hosts', 'learning', 'main-journey', 'queue', 'redis'), CONTENT],
  [named('test/journeys', 'start'), ['.npmrc', 'apps', 'libs', 'migrations', 'scripts', ...CONTENT]],
  [named('test/journeys', 'set-up'), ['.ci', 'libs/grader/runtimes', 'scripts']],
];
