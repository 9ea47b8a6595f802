import { afterAll, beforeAll, expect, it } from 'vitest';
import { FrontDoor, password } from '../front-door.js';
import { loadContent } from '../load.js';

const EXERCISE = 'first-view';

let api: FrontDoor;
beforeAll(async () => {
  api = await FrontDoor.open();
  await loadContent(api.url);
});
afterAll(() => api?.close());

/** A learner who has chosen a path, opened a hint and handed something in. */
async function aBusyLearner() {
  const person = await api.person();
  const words = `written by ${person.id.slice(0, 8)} alone`;
  const { body } = await api.browser().get(`/api/v1/exercises/${EXERCISE}`).expect(200);
  const { files } = body as { files: { path: string; text: string; editable: boolean }[] };
  const mine = files
    .filter(({ editable }) => editable)
    .map((file) => [file.path, `${file.text}\n# ${words}\n`]);
  await person.agent.post(`/api/v1/exercises/${EXERCISE}/hints/1/opening`).expect(200);
  const answer = await person.agent
    .post('/api/v1/submissions')
    .send({ exercise: EXERCISE, files: Object.fromEntries(mine) as Record<string, string> })
    .expect(202);
  return { ...person, words, submission: (answer.body as { id: string }).id };
}

it('takes along everything a person has done', async () => {
  const { agent, words, submission } = await aBusyLearner();
  const answer = await agent.get('/api/v1/me/export').expect(200);
  expect(answer.body).toMatchObject({
    hints: [{ exercise: EXERCISE }],
    submissions: [{ id: submission, exercise: EXERCISE }],
    evidence: [],
    certificatesDue: [],
  });
  expect(answer.text).toContain(words);
  const stranger = await api.person();
  const other = await stranger.agent.get('/api/v1/me/export').expect(200);
  expect(other.body).toMatchObject({ hints: [], submissions: [] });
});

it('leaves a submission without person, words and place in line', async () => {
  const { agent, id, email, words, submission } = await aBusyLearner();
  await agent.delete('/api/v1/me').send({ password }).expect(204);
  const [row] = await api.query('SELECT person_id, files, exercise FROM submissions WHERE id = $1', [
    submission,
  ]);
  expect(row).toEqual({ person_id: null, files: {}, exercise: EXERCISE });
  const runs = await api.query('SELECT person_id, status FROM runs WHERE submission_id = $1', [submission]);
  expect(runs).toEqual([{ person_id: null, status: 'cancelled' }]);

  // Whatever table comes: nowhere a trace, but for the address of the mail that was sent.
  const tables = await api.query(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const traces: string[] = [];
  for (const { name } of tables) {
    const rows = await api.query(`SELECT t::text AS text FROM "${String(name)}" t`);
    for (const trace of [id, email, words])
      if (rows.some(({ text }) => String(text).includes(trace))) traces.push(`${String(name)}: ${trace}`);
  }
  expect(traces).toEqual([`outbox: ${email}`]);
});

it('leaves nothing of what is handed in while the account ends, and neither is refused by our fault', async () => {
  const words = 'handed in at the last moment';
  const { body } = await api.browser().get(`/api/v1/exercises/${EXERCISE}`).expect(200);
  const { files } = body as { files: { path: string; text: string; editable: boolean }[] };
  const mine = Object.fromEntries(
    files.filter(({ editable }) => editable).map(({ path, text }) => [path, `${text}\n# ${words}\n`]),
  ) as Record<string, string>;
  const statuses = new Set<number>();
  for (let round = 0; round < 8; round += 1) {
    const { agent } = await api.person();
    const handIn = () => agent.post('/api/v1/submissions').send({ exercise: EXERCISE, files: mine });
    await handIn().expect(202);
    const [ended, ...handedIn] = await Promise.all([
      agent.delete('/api/v1/me').send({ password }),
      ...Array.from({ length: 4 }, () => handIn()),
    ]);
    expect(ended!.status).toBe(204);
    for (const { status } of handedIn) statuses.add(status);
  }
  expect([...statuses].filter((status) => status !== 202 && status !== 401)).toEqual([]);
  const left = `SELECT 1 FROM submissions s JOIN runs r ON r.submission_id = s.id
    WHERE s.files::text LIKE '%${words}%' OR r.person_id IS NOT NULL AND NOT EXISTS (SELECT FROM people WHERE id = r.person_id)`;
  expect(await api.query(left)).toEqual([]);
});

it('accepts only paths and skills that exist', async () => {
  const { agent } = await api.person();
  const { body } = await api.browser().get('/api/v1/paths').expect(200);
  const { slug } = (body as { items: [{ slug: string }] }).items[0];
  const chosen = await agent.patch('/api/v1/me').send({ path: slug });
  expect([chosen.status, chosen.body]).toEqual([200, expect.objectContaining({ path: slug })]);
  const none = await agent.patch('/api/v1/me').send({ path: null });
  expect(none.body).toMatchObject({ path: null });
});
