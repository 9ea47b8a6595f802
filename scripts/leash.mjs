import { spawn } from 'node:child_process';

/**
 * Ends `child` when this process is gone, however it went: SIGKILL runs no handler. A small shell waits at the other end
 * of a pipe that only this process holds; the kernel closes the pipe when we die. It works as any account, for a child
 * that runs under another one, and without util-linux (prctl's parent-death signal needs it, and follows the thread
 * that forked, not the process). The polite signal comes first and the hard one after `patience` seconds.
 */
export function leash(child, { signal = 'TERM', patience = 8 } = {}) {
  const script = [
    'cat >/dev/null',
    `kill -${signal} "$1" 2>/dev/null || exit 0`,
    'n=0',
    `while [ $n -lt ${patience * 10} ] && kill -0 "$1" 2>/dev/null; do sleep 0.1 2>/dev/null || sleep 1; n=$((n+1)); done`,
    'kill -KILL "$1" 2>/dev/null',
  ].join('\n');
  const holder = spawn('/bin/sh', ['-c', script, 'fretboard-leash', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true, // a signal to our process group must not end the leash before its child
    cwd: '/',
  });
  holder.on('error', () => {}); // no shell: the child still ends with us in every case but SIGKILL
  holder.stdin.on('error', () => {});
  holder.unref();
  holder.stdin.unref();
  // Its number may be given to another process after the child has ended, so the leash must go first.
  child.once('exit', () => holder.kill('SIGKILL'));
}
