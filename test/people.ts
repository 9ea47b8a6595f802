import { Test, type TestingModule } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import {
  Account,
  entities,
  gradingSettings,
  LearningModule,
  People,
  Roles,
  Sessions,
  Tokens,
} from '#learning';
import { Clock, PlatformModule, platformConfig, readConfig, SetClock, type Who } from '#platform';
import { aDatabase, type TestDatabase } from './database.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const password = 'six strings and a capo';
export const device = { userAgent: 'Firefox on a fret', address: '192.0.2.7' };

/** The rooms of the domain on a database of their own, with a clock that the test moves. */
export class Rooms {
  private number = 0;

  private constructor(
    private readonly database: TestDatabase,
    private readonly module: TestingModule,
    readonly clock: SetClock,
  ) {}

  /** Runs are audited by chance, which no test wants; one that does says how many of a hundred. */
  static async open(at = '2026-03-01T12:00:00Z', auditPercent = 0): Promise<Rooms> {
    const database = await aDatabase();
    const clock = new SetClock(new Date(at));
    const config = readConfig(platformConfig.extend(gradingSettings.shape), {
      DATABASE_URL: database.url,
      LOG_LEVEL: 'silent',
      GRADING_AUDIT_PERCENT: String(auditPercent),
    });
    const module = await Test.createTestingModule({
      imports: [PlatformModule.forRoot(config, entities), LearningModule],
    })
      .overrideProvider(Clock)
      .useValue(clock)
      .compile();
    return new Rooms(database, module, clock);
  }

  async close(): Promise<void> {
    await this.module.close();
    await this.database.drop();
  }

  /** Of the database, for what connects by itself. */
  get url(): string {
    return this.database.url;
  }

  get<T>(room: abstract new (...dependencies: never[]) => T): T {
    return this.module.get<T>(room);
  }

  get account(): Account {
    return this.get(Account);
  }
  get people(): People {
    return this.get(People);
  }
  get roles(): Roles {
    return this.get(Roles);
  }
  get sessions(): Sessions {
    return this.get(Sessions);
  }
  get tokens(): Tokens {
    return this.get(Tokens);
  }

  async aLearner() {
    const email = `learner-${++this.number}@example.org`;
    const { me, ...session } = await this.people.signUp({ email, name: 'Ada', password }, device);
    const by = { kind: 'session', sessionId: session.id } as const;
    const who: Who = { personId: me.id, roles: me.roles, by };
    return { id: me.id, email, session, who };
  }

  /** Once this process hears notices: the connection for them opens with the first listener. */
  async listening(): Promise<void> {
    const ears = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN fretboard'`;
    while ((await this.query(ears)).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  /** Everything a table holds, as text to search for what must not be there. */
  async rowsOf(table: string): Promise<string> {
    return JSON.stringify(await this.query(`SELECT * FROM ${table}`));
  }

  query(sql: string, values: unknown[] = []): Promise<unknown[]> {
    return this.get(DataSource).query(sql, values);
  }
}
