/**
 * `npm run bench -- <suite> [--json FILE]`: one door to every benchmark. Prints a table and writes
 * `{suite, at, commit, machine, figures: [{id, value, unit, goal, ok}], notes}`; a goal is null where there is none. Where
 * `scripts/bench/<suite>.baseline.json` exists, each figure is printed beside it; `--json` with that name renews it.
 */
import { parseArgs } from 'node:util';
import { continueInPinnedNode, installPackages, requireNode } from './packages.mjs';

const suites = {
  first: () => import('./bench/first.mjs').then(({ first }) => first()),
  grading: (options) => import('./bench/grading.mjs').then(({ grading }) => grading(options)),
};

requireNode();
await installPackages();
await continueInPinnedNode();
const usage = `npm run bench -- first     the main job from outside: start, grading, what to learn next
npm run bench -- grading   the engine beside a cold start

--json FILE    writes the figures there
--only PARTS   of grading: speed, isolation, memory, soak, traffic, separated by commas
--rounds N     of speed
--soak N       submissions of the long run`;

function asked() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        json: { type: 'string' },
        only: { type: 'string' },
        soak: { type: 'string' },
        rounds: { type: 'string' },
      },
    });
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
}

const { values, positionals } = asked();
const [suite] = positionals;
if (values.help || !suite || !Object.hasOwn(suites, suite)) {
  if (suite && !values.help) console.error(`There is no suite "${suite}".\n`);
  console[values.help ? 'log' : 'error'](usage);
  process.exit(values.help ? 0 : 2);
}
const { report } = await import('./bench/figures.mjs');
const { figures } = report(suite, await suites[suite](values), values.json);
process.exitCode = figures.some(({ ok }) => ok === false) ? 1 : 0;
