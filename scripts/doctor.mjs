/**
 * `npm run doctor`: what this machine has, which isolation is in force, which Django runtimes work. Changes nothing, needs no
 * installed packages, and ends with 1 when something that is needed is missing. With --json for programs.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { holderOf } from './lock.mjs';
import { packagesAreInstalled } from './packages.mjs';
import { pythons, pythonsFor } from './python.mjs';
import { onPath, ourEnvironment, pinnedNode, root } from './run.mjs';
import { installedRuntime, runtimeSpecs, tryRuntime } from './runtimes.mjs';

const dataDir = path.resolve(root, process.env.DATA_DIR || '.data');
const GB = 1024 ** 3;

const ok = (found) => ({ state: 'ok', found });
const missing = (found, remedy) => ({ state: 'missing', found, remedy });
/** Nothing stops without it, but something is less. */
const note = (found, remedy) => ({ state: 'note', found, remedy });

const firstLine = (program, ...args) => {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8', timeout: 20_000 });
  return status === 0 ? stdout.trim().split('\n')[0] : undefined;
};

function node() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const pinned = pinnedNode();
  const found = pinned
    ? `${process.version}; Fretboard runs on its own ${firstLine(pinned, '--version')}`
    : process.version;
  return major > 20 || (major === 20 && minor >= 19)
    ? ok(found)
    : missing(found, 'Install Node 20.19 or newer: https://nodejs.org');
}

function npm() {
  const version = firstLine('npm', '--version');
  return version ? ok(version) : missing('not on PATH', 'Install npm; Debian: apt-get install npm');
}

function packages() {
  return packagesAreInstalled()
    ? ok('as in package-lock.json')
    : note('not installed, or not those of package-lock.json', 'npm start installs them');
}

function python() {
  const { running } = pythons();
  const [standard] = runtimeSpecs().filter((spec) => spec.standard);
  const fitting = pythonsFor(standard.python);
  const rest = running.filter(({ executable }) => !fitting.some((one) => one.executable === executable));
  const others = rest.map(({ version }) => version).join(', ');
  if (fitting.length > 0) {
    const list = fitting.map(({ executable, version }) => `${version} (${executable})`).join(', ');
    return ok(others ? `${list}; not used: ${others}` : list);
  }
  return missing(
    others ? `only ${others}` : 'none',
    'Install Python 3.11 to 3.14; Debian, Ubuntu: apt-get install python3 python3-venv',
  );
}

function runtime(spec) {
  const installed = installedRuntime(dataDir, spec);
  if (!installed) {
    const [fitting] = pythonsFor(spec.python);
    if (fitting) return note(`not installed; ${fitting.executable} fits`, 'npm run runtimes installs it');
    const lacks = spec.standard ? missing : note;
    return lacks(
      'not installed',
      `Needs Python ${spec.python}${spec.standard ? '' : '; the others work without'}`,
    );
  }
  const { version, reason } = tryRuntime(installed);
  const where = `on Python ${installed.pythonVersion} (${installed.python})`;
  return version
    ? ok(`Django ${version} works ${where}`)
    : missing(
        `does not work ${where}: ${reason}`,
        `Remove ${path.dirname(installed.site)}; npm run runtimes installs it again`,
      );
}

function git() {
  const version = firstLine('git', '--version');
  return version
    ? ok(version)
    : note('not on PATH', 'Exercises about Git cannot be graded without it; Debian: apt-get install git');
}

async function postgres() {
  if (process.env.DATABASE_URL) return ok('DATABASE_URL is set; the embedded one is not used');
  const running = holderOf(path.join(dataDir, 'fretboard.lock'));
  if (running?.databaseUrl) return ok(`embedded, in use by process ${running.pid}`);
  if (!existsSync(path.join(root, 'node_modules/pg')))
    return note('not installed yet', 'npm start installs it');
  const folder = mkdtempSync(path.join(tmpdir(), 'fretboard-doctor-'));
  try {
    const { startPostgres } = await import('./postgres.mjs');
    const server = await startPostgres({ dataDir: path.join(folder, 'postgres'), durable: false });
    await server.stop();
    return ok('embedded; starts and answers');
  } catch (error) {
    return missing(error.message, error.remedy ?? 'Set DATABASE_URL to a PostgreSQL 14 or newer');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function redis() {
  if (process.env.REDIS_URL) return ok('REDIS_URL is set');
  const file = onPath('redis-server', 'valkey-server');
  return file
    ? ok(`${file} (for tests; jobs wait in PostgreSQL unless REDIS_URL is set)`)
    : note('none', 'Not needed to run; its tests are skipped. Debian: apt-get install redis-server');
}

async function chromium() {
  const { findBrowser } = await import('./browser.mjs');
  const file = await findBrowser();
  return file
    ? ok(file)
    : note(
        'none',
        'Only the browser tests need it. Debian: apt-get install chromium-headless-shell, or set CHROMIUM_PATH',
      );
}

/** Asked of the grader itself, in a process of its own: it may need the Node of this repository. */
function isolation() {
  const built = path.join(root, 'dist/libs/grader/src/index.js');
  if (!existsSync(built)) return note('not known before the first build', 'npm start, or npm run build');
  const script = `const { Grader } = await import(${JSON.stringify(built)});
    const grader = await Grader.open({ runtimesDir: ${JSON.stringify(path.join(dataDir, 'runtimes'))}, slots: 1,
      mode: ${JSON.stringify(process.env.GRADER_MODE || 'auto')} });
    console.log(JSON.stringify(grader.isolation)); await grader.close(); process.exit(0);`;
  const { status, stdout, stderr } = spawnSync(
    pinnedNode() ?? process.execPath,
    ['--input-type=module', '-e', script],
    {
      cwd: root,
      env: ourEnvironment(),
      encoding: 'utf8',
      timeout: 60_000,
    },
  );
  if (status !== 0)
    return missing(
      `the grader does not open: ${stderr.trim().split('\n').at(-1)}`,
      'npm run check -- attacks says more',
    );
  const { mode, reason } = JSON.parse(stdout.trim().split('\n').at(-1));
  return mode ? ok(`${mode}: ${reason}`) : missing('none, so submissions are not graded', reason);
}

function disk() {
  const at = existsSync(dataDir) ? dataDir : root;
  const { bavail, bsize } = statfsSync(at);
  const free = `${((bavail * bsize) / GB).toFixed(1)} GB free at ${at}`;
  return bavail * bsize > GB
    ? ok(free)
    : missing(free, 'Free some space (about 2 GB are needed in all), or set DATA_DIR');
}

async function port() {
  const { readSettings, claimPort } = await import('./settings.mjs');
  try {
    const settings = readSettings();
    const running = holderOf(path.join(dataDir, 'fretboard.lock'));
    if (running?.url) return ok(`Fretboard runs at ${running.url}`);
    await claimPort(settings);
    return ok(`${settings.port} on ${settings.host} is free`);
  } catch (error) {
    return missing(error.message, error.remedy);
  }
}

async function examine() {
  const parts = [
    ['Node', node],
    ['npm', npm],
    ['Node packages', packages],
    ['Python', python],
    ...runtimeSpecs().map((spec) => [`Runtime ${spec.name}`, () => runtime(spec)]),
    ['Git', git],
    ['PostgreSQL', postgres],
    ['Isolation', isolation],
    ['Redis', redis],
    ['Chromium', chromium],
    ['Disk', disk],
    ['Port', port],
  ];
  const findings = [];
  for (const [name, look] of parts) {
    try {
      findings.push({ name, ...(await look()) });
    } catch (error) {
      findings.push({
        name,
        ...missing(`could not be looked at: ${error.message}`, error.remedy ?? 'npm start says more'),
      });
    }
  }
  return findings;
}

const findings = await examine();
const healthy = findings.every(({ state }) => state !== 'missing');
if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ ok: healthy, findings }, null, 2));
} else {
  const marks = { ok: '✓', note: '·', missing: '✗' };
  const width = Math.max(...findings.map(({ name }) => name.length)) + 2;
  for (const { name, state, found, remedy } of findings) {
    console.log(`${marks[state]} ${name.padEnd(width)}${found}`);
    if (remedy) console.log(`  ${' '.repeat(width)}→ ${remedy}`);
  }
  console.log(healthy ? '\nEverything that is needed is here.' : '\nWhat is marked ✗ is needed.');
}
process.exit(healthy ? 0 : 1);
