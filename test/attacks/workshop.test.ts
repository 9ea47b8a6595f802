import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExerciseBundle, ProjectFiles, Verdict } from '#contract';
import type { Grader, GraderOptions } from '#grader';
import { openGrader, read } from './exercise.js';
import { rootlessRuntimes } from './rootless.js';
import { filesOf, harmless, honest, honestFiles, limited, workshopOf } from './workshop.js';

const isRoot = process.getuid?.() === 0;
const ordinary = isRoot ? rootlessRuntimes() : null;
afterAll(() => ordinary?.remove());

const modes: [string, Partial<GraderOptions>][] = [
  ['in the strongest mode of this machine', {}],
  ['without control groups', { mode: 'B' }],
];
if (ordinary) modes.push(['started by an ordinary user', { runtimesDir: ordinary.runtimesDir }]);

describe.each(modes)('%s', (name, options) => {
  let grader: Grader;
  beforeAll(async () => {
    grader = await openGrader(options);
  });
  afterAll(() => grader.close());

  const run = (bundle: ExerciseBundle, files: ProjectFiles): Promise<Verdict> =>
    grader.grade({ bundle, files, runtime: 'django-5.2', seed: 7 });
  const cleanRun = async (): Promise<void> => {
    const verdict = await run(honest, honestFiles);
    expect(verdict.message).toBeNull();
    expect(verdict.outcome).toBe('passed');
  };

  test.each(harmless)('%s changes nothing, and the next run is clean', async (program, check) => {
    const verdict = await run(workshopOf(check), filesOf(program));
    expect(verdict.message).toBeNull();
    expect(verdict.outcome).toBe('passed');
    await cleanRun();
  });

  test.each(limited)('%s ends with the limit %s named, and the next run is clean', async (program, limit) => {
    const check = 'self.workshop.room(self.project).run("bash work.sh", seconds=3)';
    const verdict = await run(workshopOf(check), filesOf(program));
    expect(verdict).toMatchObject({ outcome: 'errored', reason: 'limit', limit });
    await cleanRun();
  });

  test('memory is counted for all programs together, where it can be', async () => {
    const check = 'self.workshop.room(self.project).run("bash work.sh")';
    const verdict = await run(workshopOf(check), filesOf('workshop-limit-memory'));
    const isCounted = grader.isolation.mode === 'A';
    expect(verdict).toMatchObject(
      isCounted ? { outcome: 'errored', limit: 'memory' } : { outcome: 'passed' },
    );
    await cleanRun();
  });

  test('programs find the packages of every runtime', async () => {
    const version = 'done = self.workshop.room().run("python -m django --version")';
    const check = `${version}\nself.require(False, what=done.stdout + done.stderr)`;
    for (const { name: runtime, djangoVersion } of grader.runtimes) {
      const verdict = await grader.grade({ bundle: workshopOf(check), files: {}, runtime, seed: 7 });
      expect(verdict.message).toContain(`hold: ${djangoVersion}\n`);
    }
  });

  test('a folder that was spoiled is the learner’s error', async () => {
    const check = [
      'room = self.workshop.room(self.project)',
      'self.require(room.run("bash work.sh").exit == 0)',
      'self.require(not room.tree() and not room.tree().complete)',
      'room.write({"later.txt": "x"})',
    ].join('\n');
    const verdict = await run(workshopOf(check), filesOf('workshop-spoil-folder'));
    expect(verdict).toMatchObject({ outcome: 'errored', reason: 'exception' });
    expect(verdict.message).toContain('cannot be worked with');
    await cleanRun();
  });

  // What the subject cannot do, a program cannot do either. Setting its own limits lower is what a shell may.
  test.each(['escape-kernel', 'escape-network', 'escape-memory'])('%s finds no way out', async (program) => {
    const check = [
      'done = self.workshop.room(self.project).run("python -c \'import tries; print(*tries.tries(), sep=chr(10))\'")',
      'found = [line for line in done.stdout.splitlines() if line and not line.startswith("setrlimit ")]',
      'self.require(done.exit == 0 and not found, what=f"{found} {done.stderr}")',
    ].join('\n');
    const verdict = await run(workshopOf(check), { 'tries.py': read(`programs/${program}.py`) });
    expect(verdict.message).toBeNull();
    expect(verdict.outcome).toBe('passed');
  });

  test('a way out would be seen', async () => {
    const [, check] = harmless[0] ?? ['', ''];
    const verdict = await run(workshopOf(check), { 'tries.py': 'print("writes /")\n' });
    expect(verdict.outcome).toBe('failed');
  });

  test('the mode is told', () => {
    expect(grader.isolation.mode).toMatch(name === 'started by an ordinary user' ? /^B$/ : /^[AB]$/);
  });
});
