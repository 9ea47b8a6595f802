import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FrontDoor, password } from '../front-door.js';

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

describe('tokens', () => {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  async function aToken(scopes: string[], agent?: Awaited<ReturnType<FrontDoor['person']>>['agent']) {
    const owner = agent ?? (await api.person()).agent;
    const answer = await owner.post('/api/v1/me/tokens').send({ name: 'laptop', scopes }).expect(201);
    return { owner, ...(answer.body as { id: string; token: string; hint: string }) };
  }

  it('are shown once and listed by their last characters', async () => {
    const { owner, token, hint } = await aToken(['read']);
    expect(token).toMatch(/^fb_/);
    const list = await owner.get('/api/v1/me/tokens').expect(200);
    expect(list.text).toContain(hint);
    expect(list.text).not.toContain(token);
  });

  it('do what their scopes say and no more', async () => {
    const { token } = await aToken(['read']);
    await api.browser().get('/api/v1/me').set(bearer(token)).expect(200);
    const patch = await api.browser().patch('/api/v1/me').set(bearer(token)).send({ name: 'Eve' });
    expect(patch.body).toMatchObject(refusal('forbidden', 403, { needs: 'profile' }));
  });

  it('cannot manage the account, whatever their scopes and their owner’s roles', async () => {
    const { agent } = await api.person('steward');
    const { token } = await aToken(['read', 'submit', 'profile'], agent);
    const routes = [
      ['put', '/api/v1/me/password'],
      ['get', '/api/v1/me/sessions'],
      ['delete', '/api/v1/me/sessions'],
      ['get', '/api/v1/me/tokens'],
      ['post', '/api/v1/me/tokens'],
      ['get', '/api/v1/me/export'],
      ['post', '/api/v1/me/email-verification'],
      ['delete', '/api/v1/me'],
      ['get', '/api/v1/people'],
      ['get', '/api/v1/role-changes'],
      ['put', '/api/v1/roles'],
      ['delete', '/api/v1/roles'],
    ] as const;
    for (const [method, url] of routes) {
      const answer = await api.browser()[method](url).set(bearer(token)).send({});
      expect([url, answer.body]).toEqual([
        url,
        expect.objectContaining(refusal('forbidden', 403, { needs: 'session' })),
      ]);
    }
  });

  it('are refused when unknown, expired or revoked, also beside a good cookie', async () => {
    const { owner, token, id } = await aToken(['read']);
    const unknown = await owner.get('/api/v1/me').set(bearer('fb_unknown'));
    expect(unknown.body).toMatchObject(refusal('sign-in-required', 401));
    expect(unknown.headers['www-authenticate']).toContain('Bearer');
    const open = await api.browser().get('/api/v1/problems').set(bearer('fb_unknown'));
    expect(open.body).toMatchObject(refusal('sign-in-required', 401));
    await api.query(`UPDATE api_tokens SET expires_at = now() - interval '1 second' WHERE id = $1`, [id]);
    await api.browser().get('/api/v1/me').set(bearer(token)).expect(401);

    const other = await aToken(['read']);
    await other.owner.delete(`/api/v1/me/tokens/${other.id}`).expect(204);
    await api.browser().get('/api/v1/me').set(bearer(other.token)).expect(401);
  });

  it('are taken from the header alone', async () => {
    const { token } = await aToken(['read', 'profile']);
    const answers = [
      await api.browser().get(`/api/v1/me?access_token=${token}`),
      await api.browser().patch('/api/v1/me').send({ access_token: token }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  });
});

describe('roles', () => {
  it('are granted and revoked by a steward, with a record of it', async () => {
    const steward = await api.person('steward');
    const { agent, email } = await api.person();
    const granted = await steward.agent.put('/api/v1/roles').send({ email, role: 'mentor' });
    expect(granted.body).toMatchObject({ email, roles: ['learner', 'mentor'], emailVerified: false });
    expect((await agent.get('/api/v1/me')).body).toMatchObject({ roles: ['learner', 'mentor'] });
    const found = await steward.agent.get('/api/v1/people').query({ query: email });
    expect(found.body).toMatchObject({ items: [{ email, roles: ['learner', 'mentor'] }], next: null });
    await steward.agent.delete('/api/v1/roles').send({ email, role: 'mentor' }).expect(200);
    const { items } = (await steward.agent.get('/api/v1/role-changes')).body as { items: object[] };
    expect(items.slice(0, 2)).toMatchObject([
      { person: email, role: 'mentor', action: 'revoked', by: steward.email },
      { person: email, role: 'mentor', action: 'granted', by: steward.email },
    ]);
    const nobody = await steward.agent
      .put('/api/v1/roles')
      .send({ email: 'nobody@example.org', role: 'mentor' });
    expect(nobody.body).toMatchObject(refusal('not-found', 404));
  });

  it('are refused to everybody else', async () => {
    const { agent, email } = await api.person('mentor', 'author');
    const answer = await agent.put('/api/v1/roles').send({ email, role: 'steward' });
    expect(answer.body).toMatchObject(refusal('forbidden', 403, { needs: 'steward' }));
    await agent.get('/api/v1/people').expect(403);
    await api.browser().get('/api/v1/people').expect(401);
  });

  it('end at once for a session that is open', async () => {
    const [first, second] = [await api.person('steward'), await api.person('steward')];
    await first.agent.delete('/api/v1/roles').send({ email: second.email, role: 'steward' }).expect(200);
    expect((await second.agent.get('/api/v1/people')).body).toMatchObject(refusal('forbidden', 403));
  });

  it('never leave the last steward', async () => {
    const { agent, email } = await api.person('steward');
    const { items } = (await agent.get('/api/v1/people')).body as {
      items: { email: string; roles: string[] }[];
    };
    for (const person of items)
      if (person.roles.includes('steward') && person.email !== email)
        await agent.delete('/api/v1/roles').send({ email: person.email, role: 'steward' }).expect(200);
    const own = await agent.delete('/api/v1/roles').send({ email, role: 'steward' });
    expect(own.body).toMatchObject(refusal('last-steward', 409));
    const leave = await agent.delete('/api/v1/me').send({ password });
    expect(leave.body).toMatchObject(refusal('last-steward', 409));
    await agent.get('/api/v1/me').expect(200);
  });
});

describe('requests of other sites', () => {
  const change = (
    agent: Awaited<ReturnType<FrontDoor['person']>>['agent'],
    headers: Record<string, string>,
  ) => agent.patch('/api/v1/me').set(headers).send({ name: 'Eve' });
  const attacks: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    { 'sec-fetch-site': 'same-site', origin: 'http://other.fretboard.test' },
    { 'sec-fetch-site': 'cross-site' },
    // A proxy may ask for a password of its own, which browsers send along.
    { origin: 'https://evil.example', authorization: 'Basic c3RhZ2luZzpzZWNyZXQ=' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://fretboard.test.evil.example' },
    { origin: 'http://fretboard.test:81' },
    { origin: 'not an origin' },
  ];

  it('change nothing, whichever way the browser tells', async () => {
    const { agent } = await api.person();
    for (const headers of attacks) {
      const answer = await change(agent, headers);
      expect([headers, answer.body]).toEqual([
        headers,
        expect.objectContaining(refusal('cross-site-request', 403)),
      ]);
    }
    expect((await agent.get('/api/v1/me')).body).toMatchObject({ name: 'Ada' });
  });

  it('cannot sign a visitor in, up or out', async () => {
    const { agent, email } = await api.person();
    const evil = { origin: 'https://evil.example' };
    for (const [method, url] of [
      ['post', 'session'],
      ['post', 'people'],
      ['delete', 'session'],
    ] as const) {
      const answer = await agent[method](`/api/v1/${url}`).set(evil).send({ email, password, name: 'Eve' });
      expect(answer.body).toMatchObject(refusal('cross-site-request', 403));
    }
    await agent.get('/api/v1/me').expect(200);
  });

  it('cannot use what a form can send', async () => {
    const { agent } = await api.person();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const answer = await agent.patch('/api/v1/me').set('content-type', type).send('{"name":"Eve"}');
      expect(answer.body).toMatchObject(refusal('unsupported-media-type', 415));
    }
  });

  it('are told from our own pages and from programs', async () => {
    const { agent } = await api.person();
    const own: Record<string, string>[] = [
      { 'sec-fetch-site': 'same-origin', origin: 'http://fretboard.test' },
      { 'sec-fetch-site': 'none' },
      { origin: 'http://fretboard.test' },
      { authorization: 'Basic c3RhZ2luZzpzZWNyZXQ=' },
      {},
    ];
    for (const headers of own)
      expect([headers, (await change(agent, headers)).status]).toEqual([headers, 200]);
    const made = await agent.post('/api/v1/me/tokens').send({ name: 'page', scopes: ['profile'] });
    const { token } = made.body as { token: string };
    // A token is never sent by a browser on its own.
    await change(api.browser(), { authorization: `Bearer ${token}`, origin: 'https://tool.example' }).expect(
      200,
    );
  });
});

it('names the person nowhere that another person may read', async () => {
  const { email } = await api.person();
  const stranger = await api.person();
  for (const url of ['/api/v1/me', '/api/v1/me/sessions', '/api/v1/me/tokens', '/api/v1/me/export']) {
    expect((await stranger.agent.get(url).expect(200)).text).not.toContain(email);
  }
});

describe('every route', () => {
  it('says who may call it', async () => {
    const answer = await api.browser().get('/api/openapi.json').expect(200);
    const { paths } = answer.body as { paths: Record<string, Record<string, { 'x-access'?: unknown }>> };
    const silent = Object.entries(paths).flatMap(([url, methods]) =>
      Object.entries(methods)
        .filter(([, operation]) => !operation['x-access'])
        .map(([method]) => `${method} ${url}`),
    );
    expect(silent).toEqual([]);
  });
});

describe('over https', () => {
  let secure: FrontDoor;
  beforeAll(async () => {
    secure = await FrontDoor.open({
      PUBLIC_URL: 'https://fretboard.test',
      TRUST_PROXY: '127.0.0.1',
      REQUESTS_PER_MINUTE: '20',
    });
  });
  afterAll(() => secure?.close());

  it('the cookie is Secure and bound to the host', async () => {
    const answer = await secure
      .browser()
      .post('/api/v1/people')
      .send({ email: 's@example.org', password, name: 'S' });
    const [set] = answer.headers['set-cookie'] as unknown as string[];
    expect(set).toMatch(
      /^__Host-fretboard_session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    );
    const cookie = set!.split(';')[0]!;
    await secure.browser().get('/api/v1/me').set('cookie', cookie).expect(200);
    const plain = cookie.replace('__Host-', '');
    await secure.browser().get('/api/v1/me').set('cookie', plain).expect(401);
  });

  it('a trusted proxy says where a request came from, and each address has a budget of its own', async () => {
    const from = (address: string) =>
      secure.browser().get('/api/v1/problems').set('x-forwarded-for', address);
    for (let i = 0; i < 20; i++) await from('203.0.113.5').expect(200);
    const answer = await from('203.0.113.5');
    expect(answer.body).toMatchObject(refusal('too-many-requests', 429));
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    await from('203.0.113.6').expect(200);
    await secure.browser().get('/health/live').set('x-forwarded-for', '203.0.113.5').expect(200);
  });
});
