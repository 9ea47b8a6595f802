import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { demoCommand } from '../../apps/cli/src/admin/demo.js';
import { grantCommand } from '../../apps/cli/src/admin/grant.js';
import { revokeCommand } from '../../apps/cli/src/admin/revoke.js';
import { Rooms } from '../people.js';

let rooms: Rooms;
let folder: string;
beforeAll(async () => {
  rooms = await Rooms.open();
  folder = mkdtempSync(path.join(tmpdir(), 'fretboard-admin-'));
});
afterAll(async () => {
  await rooms?.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** Runs a command as the shell would and answers with what it printed. */
async function run(command: (args: string[]) => Promise<number>, ...args: string[]) {
  vi.stubEnv('DATABASE_URL', rooms.url);
  vi.stubEnv('DATA_DIR', folder);
  const out = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const code = await command(args);
  const text = (spy: typeof out) => spy.mock.calls.flat().join('\n');
  return { code, out: text(out), errors: text(errors) };
}

describe('grant and revoke', () => {
  it('change a role and are recorded as the command line', async () => {
    const { id, email } = await rooms.aLearner();
    const granted = await run(grantCommand, email.toUpperCase(), 'mentor');
    expect(granted).toMatchObject({ code: 0, out: `${email} is now: learner, mentor` });
    expect(granted.errors).toContain('not verified');
    vi.restoreAllMocks();
    expect((await run(revokeCommand, email, 'mentor')).out).toBe(`${email} is now: learner`);
    const changes = await rooms.roles.changes(id);
    expect(changes.map(({ action, by }) => `${action} by ${by}`)).toEqual([
      'revoked by command line',
      'granted by command line',
    ]);
  });

  it('say what is wrong', async () => {
    expect(await run(grantCommand, 'nobody@example.org', 'mentor')).toMatchObject({
      code: 1,
      errors: 'Nobody has signed up as nobody@example.org.',
    });
    vi.restoreAllMocks();
    expect(await run(grantCommand, 'nobody@example.org', 'admin')).toMatchObject({ code: 2 });
    vi.restoreAllMocks();
    const wrong = await run(revokeCommand);
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.errors).toContain('revoke <e-mail> <learner|mentor|author|steward>');
  });
});

describe('demo', () => {
  it('makes four people who can sign in, and the same ones again', async () => {
    const first = await run(demoCommand);
    const people = JSON.parse(first.out) as { role: string; email: string; password: string }[];
    expect(people.map(({ role }) => role)).toEqual(['learner', 'mentor', 'author', 'steward']);
    for (const { role, email, password } of people) {
      const me = await rooms.people.require(
        (await rooms.account.authenticate(email, password, null)).personId,
      );
      expect(me.emailVerified).toBe(true);
      expect(me.roles).toContain(role);
    }
    vi.restoreAllMocks();
    expect((await run(demoCommand)).out).toBe(first.out);
    expect(await rooms.query(`SELECT 1 FROM people WHERE email LIKE '%@fretboard.example'`)).toHaveLength(4);
  });

  it('keeps the passwords to itself and makes new ones when they are lost', async () => {
    const file = path.join(folder, 'demo-people.json');
    const before = await run(demoCommand);
    expect(statSync(file).mode & 0o077).toBe(0);
    writeFileSync(file, 'not JSON');
    vi.restoreAllMocks();
    const after = await run(demoCommand);
    expect(after.out).not.toBe(before.out);
    const [learner] = JSON.parse(after.out) as [{ email: string; password: string }];
    await expect(rooms.account.authenticate(learner.email, learner.password, null)).resolves.toBeDefined();
  });
});
