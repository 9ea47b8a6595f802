/**
 * `npm run check`: everything that must hold, a line a step, and at the end how many checks passed, failed and were skipped.
 * With --fix it first renews what can be renewed; names of steps run only those.
 */
import { pathToFileURL } from 'node:url';
import { continueInPinnedNode, installPackages, requireNode } from './packages.mjs';
import { seconds } from './progress.mjs';
import { run } from './run.mjs';
import { report } from './trouble.mjs';

/** With CI=true a part that this machine cannot have is a failure: nobody reads a skip there. */
const strict = process.env.CI === 'true' || process.env.CI === '1';

const summary = ({ passed, failed, skipped }) =>
  [failed && `${failed} failed`, `${passed} passed`, skipped && `${skipped} skipped`]
    .filter(Boolean)
    .join(', ');

async function perform(step) {
  const started = performance.now();
  let result;
  try {
    result = await step.work();
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
    result.passed + result.failed + result.skipped > 1
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
async function performAll(stages) {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  const stoppers = [];
  const walk = async (lane) => {
    for (const step of lane) {
      const result = await perform(step);
      for (const key of Object.keys(totals)) totals[key] += result[key];
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

export async function check(args) {
  const { stages } = await import('./steps.mjs');
  const named = args.filter((arg) => !arg.startsWith('-'));
  const asked = ({ name, required }) =>
    required || named.length === 0 || named.some((word) => name.includes(word));
  const chosen = stages.map((stage) => stage.map((lane) => lane.filter(asked)));
  if (args.includes('--fix')) await fix(chosen.flat(2));
  const { passed, failed, skipped } = await performAll(chosen);
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed ? 1 : 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    requireNode();
    await installPackages();
    await continueInPinnedNode();
    process.exitCode = await check(process.argv.slice(2));
  } catch (error) {
    process.exitCode = report(error);
  }
}
