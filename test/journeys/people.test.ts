import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FrontDoor, password, secretIn } from '../front-door.js';

let api: FrontDoor;
beforeAll(async () => {
  api = await FrontDoor.open();
});
afterAll(() => api?.close());

const refusal = (name: string, status: number, more: object = {}) => ({
  type: `/problems/${name}`,
  status,
  ...more,
});
const ada = { name: 'Ada', password };

describe('signing up and in', () => {
  it('makes an account, signs in and keeps secrets out of every answer', async () => {
    const agent = api.browser();
    const answer = await agent.post('/api/v1/people').send({ ...ada, email: ' Ada@Example.org ' });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: expect.any(String),
      email: 'ada@example.org',
      name: 'Ada',
      roles: ['learner'],
      emailVerified: false,
      path: null,
      electives: [],
      django: '5.2',
      createdAt: expect.any(String),
    });
    expect((await agent.get('/api/v1/me')).body).toEqual(answer.body);
  });

  it('sets a cookie that scripts and other sites do not get', async () => {
    const { cookie } = await api.person();
    const answer = await api
      .browser()
      .post('/api/v1/people')
      .send({ ...ada, email: 'cookie@example.org' });
    const [set] = answer.headers['set-cookie'] as unknown as string[];
    const attributes = set!.split('; ').map((part) => part.split('=')[0]);
    expect(attributes).toEqual(['fretboard_session', 'Path', 'Expires', 'HttpOnly', 'SameSite']);
    expect(set).toContain('SameSite=Lax');
    expect(cookie).toMatch(/^fretboard_session=[\w-]{43}$/);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('names each field that does not fit', async () => {
    const answer = await api
      .browser()
      .post('/api/v1/people')
      .send({ email: 'no', password: 'short', name: ' ' });
    expect(answer.body).toMatchObject(refusal('invalid-request', 422));
    const { issues } = answer.body as { issues: { path: string }[] };
    expect(issues.map(({ path }) => path).toSorted()).toEqual(['email', 'name', 'password']);
    expect(JSON.stringify(answer.body)).not.toContain('short');
  });

  it('refuses what a database or a letter cannot hold', async () => {
    const { agent } = await api.person('steward');
    const answers = [
      await api
        .browser()
        .post('/api/v1/people')
        .send({ ...ada, email: 'nul@example.org', name: 'A\u0000' }),
      await api
        .browser()
        .post('/api/v1/people')
        .send({ ...ada, email: 'n\u0000l@example.org' }),
      await api.browser().post('/api/v1/session').send({ email: 'nul\u0000@example.org', password }),
      await agent.patch('/api/v1/me').send({ name: 'Ada\nBcc: eve@example.org' }),
      await agent.patch('/api/v1/me').send({ name: '\u200b\u2060' }),
      await agent.patch('/api/v1/me').send({ name: 'Ada \u202emada' }),
      await agent.patch('/api/v1/me').send({ name: '\u115f' }),
      await agent.patch('/api/v1/me').send({ name: '\u3164\uffa0\u1160' }),
      await agent.post('/api/v1/me/tokens').send({ name: '\u0000', scopes: ['read'] }),
      await agent.get('/api/v1/people').query({ query: '\u0000' }),
      await agent.get('/api/v1/people').query({ after: '\u0000' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 422));
    // These are only hashed, and a NUL in them is a wrong one like any other.
    await api.browser().put('/api/v1/email-verification').send({ token: '\u0000' }).expect(410);
    await agent.put('/api/v1/me/password').send({ current: '\u0000', password }).expect(401);
    await api.browser().get('/api/v1/me').set('cookie', 'fretboard_session=%00').expect(401);
  });

  it('refuses an e-mail that is taken', async () => {
    const { email } = await api.person();
    const again = await api
      .browser()
      .post('/api/v1/people')
      .send({ ...ada, email: email.toUpperCase() });
    expect(again.body).toMatchObject(refusal('email-unavailable', 409));
    expect(again.headers['set-cookie']).toBeUndefined();
    expect(await api.letter(email, 'already')).toContain('/sign-in');
  });

  it('signs in, with a new session each time, and out', async () => {
    const { agent, email, cookie } = await api.person();
    const answer = await agent.post('/api/v1/session').send({ email, password }).expect(201);
    expect(answer.body).toMatchObject({ email });
    expect(String(answer.headers['set-cookie'])).not.toContain(cookie);
    // The session before was replaced.
    await api.browser().get('/api/v1/me').set('cookie', cookie).expect(401);

    await agent.get('/api/v1/me').expect(200);
    const left = await agent.delete('/api/v1/session').expect(204);
    expect(String(left.headers['set-cookie'])).toContain('fretboard_session=;');
    const after = await agent.get('/api/v1/me');
    expect(after.body).toMatchObject(refusal('sign-in-required', 401));
    await agent.delete('/api/v1/session').expect(204);
  });

  it('says the same for a wrong password, an empty one and nobody', async () => {
    const { email } = await api.person();
    const wrong = [
      { email, password: 'wrong' },
      { email, password: '' },
      { email: 'nobody@example.org', password },
    ];
    const answers = await Promise.all(wrong.map((body) => api.browser().post('/api/v1/session').send(body)));
    const documents = answers.map(({ status, body }) => ({ status, ...(body as object), requestId: '' }));
    expect(documents[0]).toMatchObject(refusal('wrong-credentials', 401));
    expect(documents[1]).toEqual(documents[0]);
    expect(documents[2]).toEqual(documents[0]);
    const odd = await api
      .browser()
      .post('/api/v1/session')
      .send({ email: ['a@b.c'], password: { $gt: '' } });
    expect(odd.body).toMatchObject(refusal('invalid-request', 422));
    const none = await api.browser().post('/api/v1/session');
    expect(none.body).toMatchObject(refusal('invalid-request', 422));
  });

  it('takes as long for nobody as for somebody', async () => {
    const { email } = await api.person();
    const time = async (who: string) => {
      const start = performance.now();
      await api.browser().post('/api/v1/session').send({ email: who, password: 'wrong' }).expect(401);
      return performance.now() - start;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let i = 0; i < 8; i++) {
      known.push(await time(email));
      unknown.push(await time(`nobody-${i}@example.org`));
    }
    const median = (times: number[]) => times.toSorted((a, b) => a - b)[times.length >> 1]!;
    // Without the hash for nobody the ratio is about one to four.
    expect(median(unknown) / median(known)).toBeGreaterThan(0.6);
  });

  it('makes a guesser wait and says how long', async () => {
    const { email } = await api.person();
    const guess = (word: string) => api.browser().post('/api/v1/session').send({ email, password: word });
    for (let i = 0; i < 10; i++) await guess('wrong').expect(401);
    const answer = await guess(password);
    expect(answer.body).toMatchObject(refusal('too-many-requests', 429));
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(800);
  });

  it('does not believe X-Forwarded-For unless told to', async () => {
    const { agent } = await api.person();
    const email = 'forwarded@example.org';
    const forged = api.browser().post('/api/v1/people').set('x-forwarded-for', '203.0.113.9');
    await forged.send({ ...ada, email }).expect(201);
    const rows = await api.query(
      'SELECT s.address FROM sessions s JOIN people p ON p.id = s.person_id WHERE p.email = $1',
      [email],
    );
    expect(rows[0]?.address).toMatch(/127\.0\.0\.1$/);
    await agent.get('/api/v1/me').expect(200);
  });
});

describe('sessions', () => {
  it('are refused when they have expired', async () => {
    const { agent, id } = await api.person();
    await api.query(`UPDATE sessions SET expires_at = now() - interval '1 second' WHERE person_id = $1`, [
      id,
    ]);
    expect((await agent.get('/api/v1/me')).body).toMatchObject(refusal('sign-in-required', 401));
    const other = await api.person();
    await api.query(`UPDATE sessions SET last_seen_at = now() - interval '15 days' WHERE person_id = $1`, [
      other.id,
    ]);
    expect((await other.agent.get('/api/v1/me')).body).toMatchObject(refusal('sign-in-required', 401));
  });

  it('are listed and ended, one or all others', async () => {
    const { agent, email } = await api.person();
    const phone = api.browser();
    await phone.post('/api/v1/session').set('user-agent', 'A phone').send({ email, password }).expect(201);
    const tablet = api.browser();
    await tablet.post('/api/v1/session').send({ email, password }).expect(201);
    const { items } = (await agent.get('/api/v1/me/sessions').expect(200)).body as {
      items: { id: string; current: boolean; userAgent: string | null }[];
    };
    expect(items).toHaveLength(3);
    expect(items.filter(({ current }) => current)).toHaveLength(1);
    const onPhone = items.find(({ userAgent }) => userAgent === 'A phone')!;
    const stranger = await api.person();
    const theirs = await stranger.agent.delete(`/api/v1/me/sessions/${onPhone.id}`);
    expect(theirs.body).toMatchObject(refusal('not-found', 404));
    await agent.delete(`/api/v1/me/sessions/${onPhone.id}`).expect(204);
    await phone.get('/api/v1/me').expect(401);
    await tablet.get('/api/v1/me').expect(200);
    await agent.delete('/api/v1/me/sessions').expect(204);
    await tablet.get('/api/v1/me').expect(401);
    await agent.get('/api/v1/me').expect(200);
    expect((await agent.delete('/api/v1/me/sessions/nonsense')).body).toMatchObject(
      refusal('invalid-request', 422),
    );
  });

  it('end everywhere else when the password changes', async () => {
    const { agent, email, cookie } = await api.person();
    const phone = api.browser();
    await phone.post('/api/v1/session').send({ email, password }).expect(201);
    const change = { current: password, password: 'twelve strings this time' };
    const wrong = await agent.put('/api/v1/me/password').send({ ...change, current: 'wrong' });
    expect(wrong.body).toMatchObject(refusal('wrong-password', 401));
    await agent.put('/api/v1/me/password').send(change).expect(204);
    await agent.get('/api/v1/me').expect(200);
    await phone.get('/api/v1/me').expect(401);
    await api.browser().get('/api/v1/me').set('cookie', cookie).expect(401);
    expect(await api.letter(email, 'was changed')).toContain('/forgot-password');
  });
});

describe('the account', () => {
  it('changes its profile', async () => {
    const { agent } = await api.person();
    const answer = await agent.patch('/api/v1/me').send({ name: 'Ada L.', django: '6.0' });
    expect(answer.body).toMatchObject({ name: 'Ada L.', django: '6.0', path: null });
    const unchanged = await agent.patch('/api/v1/me').send({});
    expect(unchanged.body).toEqual(answer.body);
    const path = await agent.patch('/api/v1/me').send({ path: 'no-such-path' });
    expect(path.body).toMatchObject(refusal('unknown-path', 404));
    const elective = await agent.patch('/api/v1/me').send({ electives: ['no-such-skill'] });
    expect(elective.body).toMatchObject(refusal('unknown-skill', 404));
    const roles = await agent.patch('/api/v1/me').send({ roles: ['steward'], email: 'other@example.org' });
    expect(roles.body).toMatchObject(refusal('invalid-request', 422));
    expect((await agent.get('/api/v1/me')).body).toEqual(answer.body);
  });

  it('is exported as a file without secrets', async () => {
    const { agent, email, cookie } = await api.person();
    const { token } = (await agent.post('/api/v1/me/tokens').send({ name: 'laptop', scopes: ['read'] }))
      .body as {
      token: string;
    };
    const answer = await agent.get('/api/v1/me/export').expect(200);
    expect(answer.headers['content-disposition']).toContain('attachment');
    expect(answer.body).toMatchObject({ account: { profile: { email }, tokens: [{ name: 'laptop' }] } });
    for (const secret of [token, cookie.split('=')[1]!, '$argon2']) expect(answer.text).not.toContain(secret);
  });

  it('is deleted with its password, and the e-mail is free again', async () => {
    const { agent, email, id } = await api.person();
    const wrong = await agent.delete('/api/v1/me').send({ password: 'wrong' });
    expect(wrong.body).toMatchObject(refusal('wrong-password', 401));
    const gone = await agent.delete('/api/v1/me').send({ password }).expect(204);
    expect(String(gone.headers['set-cookie'])).toContain('fretboard_session=;');
    await agent.get('/api/v1/me').expect(401);
    expect(await api.query('SELECT 1 FROM sessions WHERE person_id = $1', [id])).toEqual([]);
    await api
      .browser()
      .post('/api/v1/people')
      .send({ ...ada, email })
      .expect(201);
  });
});

it('writes one line for a request, and none for a probe', async () => {
  const before = api.logged.length;
  await api.browser().get('/health/live').expect(200);
  await api.browser().get('/metrics').expect(401);
  await api.browser().get('/api/v1/me').expect(401);
  const lines = api.logged.slice(before).filter((line) => line.includes('request completed'));
  const urls = lines.map((line) => (JSON.parse(line) as { req: { url: string } }).req.url);
  expect(urls).toEqual(['/metrics', '/api/v1/me']);
});

it('writes nothing secret into its logs', async () => {
  const { agent, email, cookie } = await api.person();
  const made = await agent.post('/api/v1/me/tokens').send({ name: 'laptop', scopes: ['read'] });
  const { token } = made.body as { token: string };
  await api.browser().get('/api/v1/me').set('authorization', `Bearer ${token}`).expect(200);
  await api.browser().get('/api/v1/me?access_token=fb_in_the_address').expect(401);
  const link = secretIn(await api.letter(email, 'confirm'));
  await api.browser().put('/api/v1/email-verification').send({ token: link }).expect(204);
  await api.browser().post('/api/v1/session').send({ email, password: 'my wrong guess' }).expect(401);
  const logs = api.logged.join('\n');
  expect(logs).toContain('wrong-credentials');
  const secrets = [
    password,
    'my wrong guess',
    token,
    link,
    cookie.split('=')[1]!,
    'fb_in_the_address',
    email,
  ];
  for (const secret of secrets) expect(logs).not.toContain(secret);
});
