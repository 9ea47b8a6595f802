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

describe('mails', () => {
  it('verify an address once, and are sent again on request', async () => {
    const { agent, email } = await api.person();
    const first = secretIn(await api.letter(email, 'confirm'));
    await agent.post('/api/v1/me/email-verification').expect(202);
    const second = secretIn(await api.letter(email, 'confirm', 1));
    const verify = (token: string) => api.browser().put('/api/v1/email-verification').send({ token });
    expect((await verify(first)).body).toMatchObject(refusal('token-invalid', 410));
    await verify(second).expect(204);
    expect((await verify(second)).body).toMatchObject(refusal('token-invalid', 410));
    expect((await agent.get('/api/v1/me')).body).toMatchObject({ emailVerified: true });
  });

  it('reset a password, whoever asks, and tell nobody whether there is an account', async () => {
    const { agent, email } = await api.person();
    const ask = (whose: string) => api.browser().post('/api/v1/password-resets').send({ email: whose });
    const [known, unknown] = [await ask(email), await ask('nobody-at-all@example.org')];
    expect([known.status, known.text, unknown.status, unknown.text]).toEqual([202, '', 202, '']);
    const token = secretIn(await api.letter(email, 'new password'));
    const reset = (word: string) =>
      api.browser().put('/api/v1/password-resets').send({ token, password: word });
    expect((await reset('short')).body).toMatchObject(refusal('invalid-request', 422));
    await reset('a new word for the lock').expect(204);
    expect((await reset('and another for the lock')).body).toMatchObject(refusal('token-invalid', 410));
    await agent.get('/api/v1/me').expect(401);
    await api.browser().post('/api/v1/session').send({ email, password }).expect(401);
    await api
      .browser()
      .post('/api/v1/session')
      .send({ email, password: 'a new word for the lock' })
      .expect(201);
    expect(api.letters().some((text) => text.includes('nobody-at-all'))).toBe(false);
  });

  it('expire', async () => {
    const { email } = await api.person();
    const token = secretIn(await api.letter(email, 'confirm'));
    await api.query(`UPDATE one_time_links SET expires_at = now() - interval '1 second'`);
    const late = await api.browser().put('/api/v1/email-verification').send({ token });
    expect(late.body).toMatchObject(refusal('token-invalid', 410));
  });

  it('are not sent without end', async () => {
    const { agent } = await api.person();
    for (let i = 0; i < 5; i++) await agent.post('/api/v1/me/email-verification').expect(202);
    const answer = await agent.post('/api/v1/me/email-verification');
    expect(answer.body).toMatchObject(refusal('too-many-requests', 429));
  });
});
