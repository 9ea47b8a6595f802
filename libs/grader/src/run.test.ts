import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { CAGE } from './limits.js';
import { Run } from './run.js';

test('a connection that breaks after the end of its run ends the run, and nothing else', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const failure = new Promise<Error>((resolve) => socket.once('error', resolve));
  const [other] = await accepted;
  const limits = { ...CAGE, wallMs: 1, cpuMs: 1, outputBytes: 1 };
  const run = new Run(1, 'B', limits, [socket], () => undefined);
  run.begin([Buffer.from('a job that nobody reads')]);
  run.takeEvent({ event: 'end', run: 1, why: 'done', serving: false, wallMs: 1, lead: null, mates: [] }, '');
  other.resetAndDestroy();
  expect(await failure).toMatchObject({ code: 'ECONNRESET' });
  await run.finished;
  expect(run.seen.end).not.toBeNull();
  server.close();
});
