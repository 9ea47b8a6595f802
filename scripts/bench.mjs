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
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    only: { type: 'string' },
    soak: { type: 'string' },
    rounds: { type: 'string' },
  },
});
const [suite] = positionals;
if (!suite || !Object.hasOwn(suites, suite)) {
  console.error(
    `Name a suite: ${Object.keys(suites).join(', ')}. For example: npm run bench -- first --json first.json`,
  );
  process.exit(2);
}
const { report } = await import('./bench/figures.mjs');
const { figures } = report(suite, await suites[suite](values), values.json);
process.exitCode = figures.some(({ ok }) => ok === false) ? 1 : 0;
