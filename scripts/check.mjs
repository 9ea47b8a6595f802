/**
 * `npm run check`: everything that must hold, a line a step, and at the end how many checks passed, failed and were skipped.
 * With --fix it first renews what can be renewed; names of steps run only those. What has passed and reads nothing that
 * has changed since is not run again, except with --fresh, in `npm test` and where CI is set.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Kept } from './kept.mjs';
import { continueInPinnedNode, installPackages, requireNode } from './packages.mjs';
import { seconds } from './progress.mjs';
import { root, run } from './run.mjs';
import { dataDir, results, stages } from './steps.mjs';
import { report } from './trouble.mjs';

/** With CI=true a part that this machine cannot have is a failure: nobody reads a skip there. */
const strict = process.env.CI === 'true' || process.env.CI === '1';

const UNCHANGED = 'nothing they read has changed';

const summary = ({ passed, failed, skipped, kept = 0, flaky = 0 }) =>
  [
    failed && `${failed} failed`,
    `${passed} passed${kept ? ` (${kept === passed ? '' : `${kept} `}kept: ${UNCHANGED})` : ''}`,
    skipped && `${skipped} skipped`,
    flaky && `${flaky} of them at the second try`,
  ]
    .filter(Boolean)
    .join(', ');

async function perform(step, kept) {
  const started = performance.now();
  let result;
  try {
    result = await step.work(kept);
  } catch (error) {
    result = { passed: 0, failed: 1, skipped: 0, output: error.stack ?? String(error) };
  }
  if (result.needed && strict)
    result = {
      ...result,
      failed: result.skipped,
      skipped: 0,
      output: `${result.why}\nCI=true makes this a failure.`,
    };
  const mark = result.failed ? '✗' : result.passed ? '✓' : '!';
  const counts =
    result.kept || result.passed + result.failed + result.skipped > 1
      ? summary(result)
      : result.why && !result.failed
        ? `SKIPPED: ${result.why}`
        : '';
  console.log(
    `${mark} ${step.name.padEnd(15)}${seconds(performance.now() - started).padStart(8)}  ${counts}`.trimEnd(),
  );
  if (result.failed) console.log(`${result.output.trimEnd()}\n`.replace(/^/gm, '    '));
  return result;
}

/** Runs the stages in order and their lanes side by side. After a failed required step nothing more is looked at. */
async function performAll(stages, kept) {
  const totals = { passed: 0, failed: 0, skipped: 0, kept: 0 };
  const stoppers = [];
  const walk = async (lane) => {
    for (const step of lane) {
      const result = await perform(step, kept);
      for (const key of Object.keys(totals)) totals[key] += result[key] ?? 0;
      if (result.failed && step.required) stoppers.push(step.name);
    }
  };
  for (const stage of stages) {
    if (stoppers.length === 0) await Promise.all(stage.map(walk));
  }
  if (stoppers.length > 0)
    console.log(`  What comes after "${stoppers.join(', ')}" needs it and was not run.`);
  return totals;
}

async function fix(steps) {
  for (const { name, fix: command } of steps.filter((step) => step.fix)) {
    console.log(`Renewing: ${name}`);
    const { code, output } = await run(command[0], command.slice(1));
    if (code !== 0) console.log(output.trimEnd());
  }
}

const usage = () => `npm run check                    every step
npm run check -- browser types   the steps with these words in their names, and the build, which they need
npm run check -- --fix           first renews formatting and what is generated
npm run check -- --fresh         runs also what has passed and has not changed since

Steps: ${stages
  .flat(2)
  .map(({ name }) => name)
  .join(', ')}`;

/** What is asked for; undefined, with an answer printed, when nothing is to be run. */
export function readArguments(args) {
  const options = args.filter((arg) => arg.startsWith('-'));
  if (options.includes('--help') || options.includes('-h')) {
    console.log(usage());
    return undefined;
  }
  const words = args.filter((arg) => !arg.startsWith('-'));
  const steps = stages.flat(2);
  // A misspelt step would be a check that looks at nothing and passes.
  const unknown =
    options.find((option) => !['--fix', '--fresh'].includes(option)) ??
    words.find((word) => !steps.some(({ name }) => name.includes(word)));
  if (unknown === undefined)
    return { words, renew: options.includes('--fix'), fresh: options.includes('--fresh') };
  console.error(`There is no ${unknown.startsWith('-') ? 'option' : 'step'} "${unknown}".\n\n${usage()}`);
  process.exitCode = 2;
  return undefined;
}

export async function check({ words, renew, fresh }) {
  const asked = ({ name, required }) =>
    required || words.length === 0 || words.some((word) => name.includes(word));
  const chosen = stages.map((stage) => stage.map((lane) => lane.filter(asked)));
  if (renew) await fix(chosen.flat(2));
  const kept = new Kept({ root, dataDir, folder: path.join(results, 'kept'), fresh: fresh || strict });
  const { passed, failed, skipped, kept: known } = await performAll(chosen, kept);
  if (known)
    console.log(
      `\n${known} of the passed are kept from earlier runs; npm run check -- --fresh runs them again.`,
    );
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed ? 1 : 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    requireNode();
    const asked = readArguments(process.argv.slice(2));
    if (asked) {
      await installPackages();
      await continueInPinnedNode();
      process.exitCode = await check(asked);
    }
  } catch (error) {
    process.exitCode = report(error);
  }
}
