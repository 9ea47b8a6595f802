/** A whole Fretboard with a database of its own that is gone afterwards, for tests: `npm start` in an empty data folder. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
// A test that needs its demo people or its database says where it wants the folder.
const dataDir = process.env.SERVE_DATA_DIR ?? mkdtempSync(path.join(tmpdir(), 'fretboard-serve-'));
// The Django runtimes take a while to install and are the same for all.
const runtimes = path.resolve(root, process.env.DATA_DIR || '.data', 'runtimes');
mkdirSync(runtimes, { recursive: true });
symlinkSync(runtimes, path.join(dataDir, 'runtimes'));

const { HOST: _host, DATABASE_URL: _database, ...env } = process.env;
const child = spawn(process.execPath, [path.join(root, 'scripts/start.mjs')], {
  stdio: 'inherit',
  env: { ...env, DATA_DIR: dataDir },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('exit', (code) => {
  rmSync(dataDir, { recursive: true, force: true });
  process.exitCode = code ?? 1;
});
