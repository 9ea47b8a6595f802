/**
 * `node scripts/lock-runtime.mjs [runtime…]`: writes the lock files of the runtimes named, or of all, from
 * `libs/grader/runtimes/runtimes.json`: the newest releases that fit, with the hash of every wheel that a supported
 * Python on a supported processor would install. Asks the package index; needs a Python of the range with pip.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { step } from './progress.mjs';
import { fits, pythonEnvironment, pythonsFor } from './python.mjs';
import { run } from './run.mjs';
import { requirementsOf, runtimeSpecs } from './runtimes.mjs';
import { Trouble, explain, report, tail } from './trouble.mjs';

const PYTHONS = ['3.11', '3.12', '3.13', '3.14'];
const PROCESSORS = ['x86_64', 'aarch64'];
/** The C libraries of Debian 11, Ubuntu 20.04, RHEL 8 and what came after them. */
const SYSTEMS = ['manylinux_2_28', 'manylinux_2_27', 'manylinux_2_17', 'manylinux2014'];

/** By a Python of the range: pip compares with its own version as well. `--isolated`, because a lock must not depend on what this machine's pip is told to prefer. */
async function pip(spec, args, doing) {
  for (const { executable } of pythonsFor(spec.python)) {
    const command = ['-m', 'pip', '--isolated', '--disable-pip-version-check', ...args];
    const { code, output } = await run(executable, command, { env: pythonEnvironment() });
    if (code === 0) return;
    if (/No module named pip/.test(output)) continue;
    throw explain(output, doing) ?? new Trouble(`pip failed while ${doing}:\n${tail(output, 12)}`);
  }
  throw new Trouble(
    `No Python ${spec.python} with pip was found.`,
    'Install one, or pip for it: python3 -m ensurepip --user',
  );
}

/** What the oldest Python of the range would get, so that every newer one can have the same releases. */
async function resolve(spec, versions, work) {
  const file = path.join(work, 'report.json');
  const wanted = [`django==${spec.django}.*`, ...spec.packages];
  const how = ['--quiet', '--dry-run', '--ignore-installed', '--only-binary', ':all:', '--target', work];
  await pip(
    spec,
    ['install', ...how, '--python-version', versions[0], '--report', file, ...wanted],
    `choosing the packages of ${spec.name}`,
  );
  const { install } = JSON.parse(readFileSync(file, 'utf8'));
  return install.map(({ metadata }) => `${metadata.name.toLowerCase()}==${metadata.version}`).toSorted();
}

async function wheels(spec, pins, versions, work) {
  for (const version of versions) {
    for (const processor of PROCESSORS) {
      const platforms = SYSTEMS.flatMap((system) => ['--platform', `${system}_${processor}`]);
      const how = [
        '--quiet',
        '--no-deps',
        '--only-binary',
        ':all:',
        '--dest',
        work,
        '--implementation',
        'cp',
      ];
      await pip(
        spec,
        ['download', ...how, '--python-version', version, ...platforms, ...pins],
        `fetching wheels for Python ${version} on ${processor}`,
      );
    }
  }
  return readdirSync(work).filter((name) => name.endsWith('.whl'));
}

const projectOf = (name) => name.toLowerCase().replaceAll(/[-_.]+/g, '-');

async function lock(spec) {
  const work = mkdtempSync(path.join(tmpdir(), 'fretboard-lock-'));
  try {
    const versions = PYTHONS.filter((version) => fits(version, spec.python));
    const pins = await resolve(spec, versions, work);
    const files = await wheels(spec, pins, versions, work);
    const lines = pins.map((pin) => {
      const project = projectOf(pin.split('==')[0]);
      const hashes = files
        .filter((file) => projectOf(file.split('-')[0]) === project)
        .map((file) =>
          createHash('sha256')
            .update(readFileSync(path.join(work, file)))
            .digest('hex'),
        );
      return [pin, ...hashes.toSorted().map((hash) => `    --hash=sha256:${hash}`)].join(' \\\n');
    });
    const head = `# Hash-locked wheels of the runtime ${spec.name}. Renew: node scripts/lock-runtime.mjs ${spec.name}`;
    writeFileSync(requirementsOf(spec), `${[head, ...lines].join('\n')}\n`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

try {
  const named = process.argv.slice(2);
  const specs = runtimeSpecs().filter(({ name }) => named.length === 0 || named.includes(name));
  if (specs.length === 0)
    throw new Trouble(
      `There is no runtime ${named.join(', ')}.`,
      'Add its entry to libs/grader/runtimes/runtimes.json first.',
    );
  for (const spec of specs) await step(`Locking ${spec.name}`, () => lock(spec));
} catch (error) {
  process.exitCode = report(error);
}
