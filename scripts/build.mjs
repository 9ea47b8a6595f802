/** Compiles the server and the web pages into dist, when a source has changed since the last time. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { withLock } from './lock.mjs';
import { continueInPinnedNode, installPackages, requireNode } from './packages.mjs';
import { step } from './progress.mjs';
import { root, run } from './run.mjs';
import { Trouble, explain, report, tail } from './trouble.mjs';

const dist = path.join(root, 'dist');
const stamp = path.join(dist, 'built.sha256');
const SOURCES = [
  'apps',
  'libs',
  'migrations',
  'tsconfig.json',
  'tsconfig.build.json',
  'package.json',
  'package-lock.json',
];
/** Not compiled: tests, the Python side, what is generated beside. */
const LEFT_OUT = /(\.test\.tsx?|\.py|\.pyc|\.md|__pycache__|node_modules|libs\/grader\/(harness|runtimes))$/;

function* filesBelow(place) {
  const at = path.join(root, place);
  if (LEFT_OUT.test(place) || !existsSync(at)) return;
  let names;
  try {
    names = readdirSync(at, { withFileTypes: true });
  } catch {
    yield place;
    return;
  }
  for (const entry of names.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const inner = `${place}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(inner);
    else if (!LEFT_OUT.test(inner)) yield inner;
  }
}

function hashOfSources() {
  const hash = createHash('sha256').update(process.version);
  for (const source of SOURCES) {
    for (const file of filesBelow(source))
      hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

const isBuilt = (hash) => existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;

async function compile(what, command, args) {
  const { code, output } = await run(command, args);
  if (code === 0) return;
  throw (
    (code === 127 || /ENOSPC/.test(output) ? explain(output, `building ${what}`) : undefined) ??
    new Trouble(
      `The ${what} could not be built:\n${tail(output, 40)}`,
      'Correct the source named above; a fresh clone builds without changes.',
    )
  );
}

async function buildWeb() {
  if (!existsSync(path.join(root, 'apps/web/vite.config.ts'))) return;
  await compile('web pages', 'vite', ['build', 'apps/web', '--logLevel', 'warn']);
  await compile('web pages for the server', 'vite', ['build', 'apps/web', '--ssr', '--logLevel', 'warn']);
}

/** The program that plays pages in a sandbox: one file, since nothing else of this folder is shown there. */
async function buildDom() {
  const build = ['build', 'libs/grader/src/dom', '--config', 'libs/grader/src/dom/vite.config.ts'];
  await compile('program that plays pages', 'vite', [...build, '--logLevel', 'warn']);
}

/** Brings dist up to date; returns at once when it is. */
export async function build() {
  if (isBuilt(hashOfSources())) return;
  await withLock(path.join(root, 'node_modules/.cache/fretboard-build.lock'), async () => {
    const hash = hashOfSources();
    if (isBuilt(hash)) return;
    await step('Building', async () => {
      // What no longer has a source must not stay; the compiler would leave it.
      rmSync(dist, { recursive: true, force: true });
      mkdirSync(dist, { recursive: true });
      await Promise.all([compile('server', 'tsc', ['-p', 'tsconfig.build.json']), buildWeb(), buildDom()]);
      writeFileSync(stamp, hash);
    });
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    requireNode();
    await installPackages();
    await continueInPinnedNode();
    await build();
  } catch (error) {
    process.exitCode = report(error);
  }
}
