import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { letterOf } from './letters.js';
import { FolderMail, mailSettings, openMail, SmtpMail, type Mail } from './mail.js';

/** Speaks as much SMTP as it takes to be handed a letter. */
function anSmtpServer(received: string[], options: { refuses?: string } = {}): Server {
  return createServer((socket) => {
    let data: string | undefined;
    let rest = '';
    socket.write('220 mail.test ESMTP\r\n');
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      rest += chunk.toString();
      const lines = rest.split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (data !== undefined) {
          if (line !== '.') data += `${line}\n`;
          else {
            received.push(data);
            data = undefined;
            socket.write('250 taken\r\n');
          }
        } else if (line.startsWith('RCPT')) {
          received.push(line);
          socket.write(`${options.refuses ?? '250 ok'}\r\n`);
        } else if (line === 'DATA') {
          data = '';
          socket.write('354 go\r\n');
        } else socket.write(line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
      }
    });
  });
}

const opened: Server[] = [];
async function listening(server: Server): Promise<string> {
  opened.push(server.listen(0, '127.0.0.1'));
  await new Promise((resolve) => server.once('listening', resolve));
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'fretboard-mail-'));
});
afterAll(() => {
  for (const server of opened) server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What every way to send must keep, with the letters it has handed over. */
const letters: string[] = [];
const ways: [string, () => Promise<{ mail: Mail; sent: () => string }>][] = [
  [
    'SMTP',
    async () => ({
      mail: new SmtpMail(await listening(anSmtpServer(letters)), 'Fretboard <no-reply@fretboard.example>'),
      sent: () => letters.join('\n'),
    }),
  ],
  [
    'a folder',
    async () => ({
      mail: new FolderMail(path.join(folder, 'box')),
      sent: () =>
        readdirSync(path.join(folder, 'box'))
          .map((name) => readFileSync(path.join(folder, 'box', name), 'utf8'))
          .join('\n'),
    }),
  ],
];

describe.each(ways)('mail by %s', (_name, open) => {
  it('hands over address, subject and text', async () => {
    const { mail, sent } = await open();
    await mail.send({
      to: 'ada@example.org',
      subject: 'First',
      text: 'A link: https://fretboard.example/x\n',
    });
    await mail.send({ to: 'bob@example.org', subject: 'Second', text: 'Another' });
    for (const words of [
      'ada@example.org',
      'First',
      'https://fretboard.example/x',
      'bob@example.org',
      'Second',
    ])
      expect(sent()).toContain(words);
  });
});

it('sends to one address, whatever is in it', async () => {
  const received: string[] = [];
  const mail = new SmtpMail(await listening(anSmtpServer(received)), 'no-reply@fretboard.example');
  await mail.send({ to: 'ada@example.org,eve@example.org', subject: 'S', text: 'T' }).catch(() => undefined);
  expect(received.filter((line) => line.startsWith('RCPT')).length).toBeLessThan(2);
  await mail.send({ to: 'ada@example.org', subject: 'S\r\nBcc: eve@example.org', text: 'T' });
  expect(received.filter((line) => line.includes('RCPT TO:<eve@example.org>'))).toEqual([]);
  expect(received.at(-1)).not.toMatch(/^Bcc:/m);
});

it('fails when the server does not take the letter, so that the job is tried again', async () => {
  const away = new SmtpMail(
    await listening(anSmtpServer([], { refuses: '451 later' })),
    'no-reply@fretboard.example',
  );
  await expect(away.send({ to: 'ada@example.org', subject: 'S', text: 'T' })).rejects.toThrow('451');
});

it('does not try again what is refused for good', async () => {
  const mail = new SmtpMail(
    await listening(anSmtpServer([], { refuses: '550 unknown' })),
    'no-reply@fretboard.example',
  );
  await expect(mail.send({ to: 'ada@example.org', subject: 'S', text: 'T' })).resolves.toBeUndefined();
});

it('keeps letters in files that only their owner reads', async () => {
  await new FolderMail(path.join(folder, 'private')).send({ to: 'a@example.org', subject: 'S', text: 'T' });
  const [name] = readdirSync(path.join(folder, 'private'));
  expect(statSync(path.join(folder, 'private', name!)).mode & 0o077).toBe(0);
});

it('is a folder until a server is named', () => {
  const open = (env: object) => openMail({ ...mailSettings.parse(env), DATA_DIR: folder });
  expect(open({})).toBeInstanceOf(FolderMail);
  expect(open({ SMTP_URL: '' })).toBeInstanceOf(FolderMail);
  expect(open({ SMTP_URL: 'smtps://a:b@mail.example.org' })).toBeInstanceOf(SmtpMail);
  expect(mailSettings.safeParse({ SMTP_URL: 'https://mail.example.org' }).success).toBe(false);
});

describe('letters', () => {
  const to = { to: 'ada@example.org', publicUrl: 'https://fretboard.example' };

  it('lead to the page of our address, with the secret where there is one', () => {
    const { text } = letterOf('reset-password', { ...to, secret: 'abc-_1' });
    expect(text).toContain('\nhttps://fretboard.example/reset-password?token=abc-_1\n');
    expect(letterOf('password-changed', to).text).toContain('https://fretboard.example/forgot-password\n');
    expect(letterOf('already-registered', to).text).not.toContain('token=');
  });

  it('keep a name to one line', () => {
    const { text } = letterOf('verify-email', { ...to, name: ' Ada\r\n\r\nhttps://evil.example ' });
    expect(text.split('\n')[0]).toBe('Hello Ada https://evil.example,');
  });
});
