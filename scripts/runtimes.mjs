/**
 * The Python runtimes that grade: a folder of hash-locked packages per Django release, and the interpreter that fits it.
 * `libs/grader/runtimes/runtimes.json` says which there are; the grader reads `runtime.json` of each and nothing else.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { withLock } from './lock.mjs';
import { step } from './progress.mjs';
import { pythonEnvironment, pythons, pythonsFor } from './python.mjs';
import { onPath, root, run } from './run.mjs';
import { Trouble, explain, report, tail } from './trouble.mjs';

const definitions = path.join(root, 'libs/grader/runtimes');

export const runtimeSpecs = () => JSON.parse(readFileSync(path.join(definitions, 'runtimes.json'), 'utf8'));

export const requirementsOf = (spec) => path.join(definitions, spec.requirements);
const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** What is installed for a runtime, if it is complete, of the current lock, and its interpreter is still the same. */
export function installedRuntime(dataDir, spec) {
  let found;
  try {
    found = JSON.parse(readFileSync(path.join(dataDir, 'runtimes', spec.name, 'runtime.json'), 'utf8'));
  } catch {
    return undefined;
  }
  if (found.requirementsHash !== hashOf(requirementsOf(spec)) || !existsSync(found.site)) return undefined;
  const version = spawnSync(
    found.python,
    ['-I', '-S', '-c', 'import sys; print("%d.%d.%d" % sys.version_info[:3])'],
    {
      encoding: 'utf8',
      env: pythonEnvironment(),
    },
  );
  return version.stdout?.trim() === found.pythonVersion ? found : undefined;
}

/** Whether Django really imports and can use its database there. Returns its version or the reason why not. */
export function tryRuntime(runtime) {
  const script =
    'import sys; sys.path.insert(0, sys.argv[1]); import django; from django.conf import settings;' +
    'settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}});' +
    'django.setup(); from django.db import connection; connection.cursor().execute("select 1"); print(django.__version__)';
  const { status, stdout, stderr, error } = spawnSync(runtime.python, ['-I', '-c', script, runtime.site], {
    encoding: 'utf8',
    env: pythonEnvironment(),
    timeout: 30_000,
  });
  if (status === 0) return { version: stdout.trim() };
  return { reason: (stderr || error?.message || 'it does not run').trim().split('\n').at(-1) };
}

function noPython(range) {
  const { running, failing } = pythons();
  const seen = [
    ...running.map(({ executable, version }) => `${executable} is ${version}`),
    ...failing.map(({ file, reason }) => `${file}: ${reason}`),
  ];
  return new Trouble(
    `No Python in the range ${range} was found; exercises are graded with it. ${seen.length ? `Seen: ${seen.join('; ')}.` : 'None was seen at all.'}`,
    'Install one (Debian, Ubuntu: apt-get install python3 python3-venv; Fedora: dnf install python3.13), or name one: PYTHON=/path/to/python3.13 npm start',
  );
}

const works = (command, args) =>
  spawnSync(command, args, { stdio: 'ignore', env: pythonEnvironment(), timeout: 20_000 }).status === 0;

/**
 * A command that installs wheels for this interpreter: its own pip; the pip a virtual environment gets; another
 * interpreter's pip, which can install for this version; uv. As root on Debian the missing package is installed.
 */
async function installer(python, work) {
  const own = { command: python.executable, args: ['-m', 'pip', 'install'] };
  if (works(own.command, ['-m', 'pip', '--version'])) return own;
  const fromVenv = () => {
    const venv = path.join(work, 'venv');
    if (!works(python.executable, ['-m', 'venv', venv])) return undefined;
    return { command: path.join(venv, 'bin/python'), args: ['-m', 'pip', 'install'] };
  };
  // Its own version does not matter then, though pip compares it; the lock names what fits.
  const borrowed = () => {
    const other = pythons().running.find(({ executable }) => works(executable, ['-m', 'pip', '--version']));
    return (
      other && {
        command: other.executable,
        // Its own version does not matter, though pip compares it as well; the lock names what fits.
        args: ['-m', 'pip', 'install', '--python-version', python.version, '--ignore-requires-python'],
      }
    );
  };
  const uv = () => {
    const file = onPath('uv');
    return file && { command: file, args: ['pip', 'install', '--python', python.executable], uv: true };
  };
  const found = fromVenv() ?? borrowed() ?? uv();
  if (found) return found;
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    await step('Installing python3-venv, which Debian keeps apart', async () => {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      await run('apt-get', ['update', '-q'], { env, timeoutMs: 180_000 });
      await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'python3-venv'], {
        env,
        timeoutMs: 300_000,
      });
    });
    const afterwards = fromVenv();
    if (afterwards) return afterwards;
  }
  throw new Trouble(
    `${python.executable} has no pip, and none was found beside it; Django is installed with it.`,
    'Install it (Debian, Ubuntu: sudo apt-get install python3-venv; others: python3 -m ensurepip --user), then start again.',
  );
}

async function install(dataDir, spec) {
  const [python] = pythonsFor(spec.python);
  if (!python) throw noPython(spec.python);
  const home = path.join(dataDir, 'runtimes', spec.name);
  const work = `${home}.new`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(path.join(work, 'site'), { recursive: true });
  const { command, args, uv } = await installer(python, work);
  const options = [
    '--require-hashes',
    '--only-binary',
    ':all:',
    '--no-deps',
    '--target',
    path.join(work, 'site'),
  ];
  if (!uv) options.push('--no-compile', '--no-input', '--no-warn-script-location', '--progress-bar', 'off');
  const env = pythonEnvironment({
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    PIP_ROOT_USER_ACTION: 'ignore',
    PIP_USER: '0',
    PIP_REQUIRE_VIRTUALENV: '0',
  });
  const { code, output } = await run(command, [...args, ...options, '-r', requirementsOf(spec)], { env });
  if (code !== 0) {
    rmSync(work, { recursive: true, force: true });
    throw (
      explain(output, `installing ${spec.name}`) ??
      new Trouble(
        `The Python packages of ${spec.name} could not be installed:\n${tail(output, 12)}`,
        'Correct what pip names above, then start again.',
      )
    );
  }
  await finish(spec, python, work, home);
}

/** Compiles, makes readable for the account that grades, checks that Django runs, and puts it in place in one step. */
async function finish(spec, python, work, home) {
  rmSync(path.join(work, 'venv'), { recursive: true, force: true });
  const site = path.join(work, 'site');
  // The paths in the compiled files are those of the final place; "unchecked" because nobody may change the sources.
  const compile = [
    '-I',
    '-m',
    'compileall',
    '-q',
    '-j',
    '0',
    '--invalidation-mode',
    'unchecked-hash',
    '-s',
    work,
    '-p',
    home,
    site,
  ];
  await run(python.executable, compile, { env: pythonEnvironment() });
  spawnSync('chmod', ['-R', 'a+rX,a-w', work]);
  spawnSync('find', [work, '-type', 'd', '-exec', 'chmod', 'u+w', '{}', '+']); // folders, so that it can be removed
  const facts = { python: python.executable, prefix: python.prefix, libs: python.libs };
  const { version, reason } = tryRuntime({ ...facts, site });
  if (!version) {
    throw new Trouble(
      `Django was installed for ${spec.name}, yet it does not run: ${reason}`,
      'Name another interpreter: PYTHON=/path/to/python3.12 npm start',
    );
  }
  const runtime = {
    name: spec.name,
    ...facts,
    site: path.join(home, 'site'),
    pythonVersion: python.version,
    djangoVersion: version,
    requirementsHash: hashOf(requirementsOf(spec)),
  };
  writeFileSync(path.join(work, 'runtime.json'), `${JSON.stringify(runtime, null, 2)}\n`);
  rmSync(home, { recursive: true, force: true });
  renameSync(work, home);
}

const isMissing = (dataDir) => (spec) => !installedRuntime(dataDir, spec);

async function installEach(dataDir, specs) {
  if (specs.length === 0) return;
  mkdirSync(path.join(dataDir, 'runtimes'), { recursive: true });
  await withLock(path.join(dataDir, 'runtimes/install.lock'), async () => {
    for (const spec of specs.filter(isMissing(dataDir)))
      await step(`Installing the Python runtime ${spec.name}`, () => install(dataDir, spec));
  });
}

/** Installs the runtime without which nothing is graded, if it is missing. */
export const installStandardRuntime = (dataDir) =>
  installEach(
    dataDir,
    runtimeSpecs().filter((spec) => spec.standard && isMissing(dataDir)(spec)),
  );

/** Installs the others that have a Python here. One that cannot be had is told and left out: nothing stops without it. */
export async function installOtherRuntimes(dataDir) {
  const wanted = runtimeSpecs().filter((spec) => !spec.standard && pythonsFor(spec.python).length > 0);
  for (const spec of wanted.filter(isMissing(dataDir))) {
    try {
      await installEach(dataDir, [spec]);
    } catch (error) {
      console.log(
        `The Python runtime ${spec.name} is left out: ${error.message} npm run runtimes tries again.`,
      );
    }
  }
}

/** `npm run runtimes`: installs every runtime, or says why not. */
async function main() {
  for (const spec of runtimeSpecs()) {
    await installEach(path.resolve(root, process.env.DATA_DIR || '.data'), [spec]);
    console.log(`${spec.name} is installed.`);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await main();
  } catch (error) {
    process.exitCode = report(error);
  }
}
