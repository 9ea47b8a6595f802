import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConsoleLogger, type INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { PinoLogger } from 'nestjs-pino';
import { symbols } from 'pino';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { createApi } from '../apps/api/src/app.js';
import { apiConfig } from '../apps/api/src/config.js';
import { FolderMail, Mail } from '../apps/worker/src/mail.js';
import { SendMailHandler } from '../apps/worker/src/send-mail.handler.js';
import { entities, LearningModule, Roles } from '#learning';
import { PlatformModule, readConfig } from '#platform';
import type { Role } from '#contract';
import { aDatabase, type TestDatabase } from './database.js';

export const password = 'six strings and a capo';
const ADDRESS = 'http://fretboard.test';

export type Agent = ReturnType<typeof request.agent>;

/** The whole HTTP surface on a database of its own, and the part of the worker that sends mails into a folder. */
export class FrontDoor {
  private number = 0;

  private constructor(
    private readonly database: TestDatabase,
    private readonly app: NestFastifyApplication,
    private readonly post: INestApplicationContext,
    private readonly folder: string,
    private readonly logs: ReturnType<typeof keepLogs>,
  ) {}

  static async open(settings: Record<string, string> = {}): Promise<FrontDoor> {
    const database = await aDatabase();
    const folder = mkdtempSync(path.join(tmpdir(), 'fretboard-post-'));
    const env = {
      DATABASE_URL: database.url,
      DATA_DIR: folder,
      PUBLIC_URL: ADDRESS,
      WEB_DIR: '', // the pages have tests in a browser
      REQUESTS_PER_MINUTE: '0',
    };
    const config = readConfig(apiConfig, { ...env, LOG_LEVEL: 'silent', ...settings });
    const post = await Test.createTestingModule({
      imports: [PlatformModule.forRoot(config, entities), LearningModule],
      providers: [SendMailHandler, { provide: Mail, useValue: new FolderMail(folder) }],
    })
      .setLogger(new ConsoleLogger({ logLevels: [] }))
      .compile();
    await post.init();
    // After the post, since the logger of a process is the one set last.
    const app = await createApi(config);
    await app.init();
    const logs = keepLogs();
    await app.getHttpAdapter().getInstance().ready();
    return new FrontDoor(database, app, post, folder, logs);
  }

  /** Every line that was logged. */
  get logged(): readonly string[] {
    return this.logs.lines;
  }

  async close(): Promise<void> {
    this.logs.stop();
    await this.post.close();
    await this.app.close();
    await this.database.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Of the database, for what connects by itself. */
  get url(): string {
    return this.database.url;
  }

  /** A browser: keeps its cookies from one request to the next. */
  browser(): Agent {
    return request.agent(this.app.getHttpServer());
  }

  /** Signs up through the front door; roles come from the command line, as on a real server. */
  async person(...roles: Role[]): Promise<{ agent: Agent; email: string; id: string; cookie: string }> {
    const agent = this.browser();
    const email = `person-${++this.number}@example.org`;
    const answer = await agent.post('/api/v1/people').send({ email, password, name: 'Ada' }).expect(201);
    for (const role of roles) await this.app.get(Roles).grant({ via: 'command line' }, { email, role });
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    return { agent, email, id: (answer.body as { id: string }).id, cookie };
  }

  query(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    return this.app.get(DataSource).query(sql, values);
  }

  letters(): string[] {
    const files = readdirSync(this.folder).filter((name) => name.endsWith('.txt'));
    return files.toSorted().map((name) => readFileSync(path.join(this.folder, name), 'utf8'));
  }

  /** The newest letter to somebody with these words, as soon as it has come. */
  async letter(to: string, words: string, after = 0): Promise<string> {
    for (let tries = 0; tries < 200; tries++) {
      const fitting = this.letters().filter((text) => text.startsWith(`To: ${to}\n`) && text.includes(words));
      if (fitting.length > after) return fitting.at(-1)!;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`No letter to ${to} with "${words}" has come.`);
  }
}

export const secretIn = (letter: string): string => /[?&]token=([\w-]{43})/.exec(letter)?.[1] ?? '';

/**
 * Pino writes to the file descriptor itself, so its stream is where lines can be seen. A process has one root logger,
 * made by whichever test was first, so its level is set here and put back.
 */
function keepLogs(): { lines: string[]; stop: () => void } {
  const lines: string[] = [];
  const { root } = PinoLogger;
  const stream = (root as unknown as Record<symbol, { write(line: string): void } | undefined>)[
    symbols.streamSym
  ];
  if (!stream) throw new Error('The logger has no stream.');
  const { level } = root;
  const write = stream.write.bind(stream);
  root.level = 'info';
  stream.write = (line) => void lines.push(line);
  const stop = () => {
    root.level = level;
    stream.write = write;
  };
  return { lines, stop };
}
