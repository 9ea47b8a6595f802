/** What besides the repository decides over a test, as one text: this Node, the account, the kernel, settings, programs. */
import { readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onPath } from './run.mjs';

/** Programs that tests start or look for. Another one, or none, is another machine. */
const PROGRAMS = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'redis-server'];
PROGRAMS.push('git', 'ip', 'nsenter', 'npm', 'ps', 'python3', 'setpriv', 'su', 'unshare', 'docker', 'podman');
/** Of the terminal and of npm, which no test looks at; every other variable counts. */
const NOISE =
  /^(_|PWD|OLDPWD|SHLVL|TERM|TERM_\w+|COLORTERM|COLUMNS|LINES|LS_COLORS|WINDOWID|DISPLAY|INIT_CWD|NODE|EDITOR|FORCE_COLOR|NO_COLOR|TMUX\w*|STY|(npm|SSH|XDG|VSCODE|DBUS|WT|ITERM|GPG)_\w+)$/;
const KERNEL = [
  '/proc/sys/user/max_user_namespaces',
  '/proc/sys/kernel/unprivileged_userns_clone',
  '/proc/sys/kernel/apparmor_restrict_unprivileged_userns',
  '/sys/kernel/security/lsm',
  '/sys/fs/cgroup/cgroup.controllers',
];

const textOf = (file) => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
};

/** Without what npm puts in front of it. */
const ownPath = () =>
  (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => !/node_modules|node-gyp-bin/.test(folder))
    .join(path.delimiter);

function program(name) {
  const file = onPath(name);
  if (!file) return undefined;
  const real = realpathSync(file);
  const { size, mtimeMs } = statSync(real);
  return [real, size, mtimeMs];
}

/** What npm has installed, and the Django runtimes: each by the file that is written last. */
function installed(root, dataDir) {
  const runtimes = path.join(dataDir, 'runtimes');
  let names = [];
  try {
    names = readdirSync(runtimes).toSorted();
  } catch {
    // none yet
  }
  return [
    textOf(path.join(root, 'node_modules/.package-lock.json')),
    runtimes,
    ...names.map((name) => [name, textOf(path.join(runtimes, name, 'runtime.json'))]),
  ];
}

/** Rights that a process here has or lacks: capabilities, the filter of system calls. */
const rights = () => (textOf('/proc/self/status') ?? '').match(/^(Cap|NoNewPrivs|Seccomp).*$/gm);

export function circumstances({ root, dataDir, env = process.env }) {
  const settings = Object.keys(env).filter((name) => name !== 'PATH' && !NOISE.test(name));
  return JSON.stringify([
    [process.version, process.execPath, process.platform, process.arch],
    [os.release(), os.availableParallelism(), process.getuid?.(), process.getgroups?.(), rights()],
    KERNEL.map(textOf),
    settings.toSorted().map((name) => [name, env[name]]),
    ownPath(),
    PROGRAMS.map(program),
    installed(root, dataDir),
  ]);
}
