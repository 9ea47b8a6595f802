import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { role } from '#contract';
import { keepPerson, Roles } from '#learning';
import { Clock, Db, platformConfig, readConfig } from '#platform';
import { dataSource } from '../../../../migrations/data-source.js';

const demoPeople = z.array(z.object({ role, email: z.string(), password: z.string() }));
type DemoPeople = z.infer<typeof demoPeople>;

const names = {
  learner: 'Lena Learner',
  mentor: 'Milo Mentor',
  author: 'Ana Author',
  steward: 'Stig Steward',
};

/**
 * Four people to look around with, one a role; prints their sign-ins as one line of JSON. The passwords are made for
 * this installation and kept beside its data, so that they stay the same and are not those of every other copy.
 */
export async function demoCommand(_args: string[]): Promise<number> {
  const { DATABASE_URL, DATA_DIR } = readConfig(platformConfig);
  const people = await readOrMake(path.join(DATA_DIR, 'demo-people.json'));
  const source = await dataSource(DATABASE_URL).initialize();
  try {
    const db = new Db(source);
    const clock = new Clock();
    const roles = new Roles(db, clock);
    for (const { role: ofDemo, email, password } of people) {
      await db.transaction((tx) => keepPerson(tx, clock.now(), { email, password, name: names[ofDemo] }));
      await roles.grant({ via: 'command line' }, { email, role: ofDemo });
    }
  } finally {
    await source.destroy();
  }
  console.log(JSON.stringify(people));
  return 0;
}

async function readOrMake(file: string): Promise<DemoPeople> {
  const kept = await readFile(file, 'utf8').then(
    (text) => demoPeople.safeParse(tryJson(text)).data,
    () => undefined,
  );
  if (kept) return kept;
  const people = role.options.map((name) => ({
    role: name,
    email: `${name}@fretboard.example`,
    password: `${name}-${randomBytes(6).toString('base64url')}`,
  }));
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(people, null, 2)}\n`, { mode: 0o600 });
  return people;
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
