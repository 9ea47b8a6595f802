import cookie from '@fastify/cookie';
import { Controller, Get } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { entities } from '#learning';
import { PlatformModule, ProblemFilter, Public, readConfig } from '#platform';
import { aDatabase, type TestDatabase } from '../../../../test/database.js';
import { apiConfig } from '../config.js';
import { AuthModule } from './auth.module.js';

@Controller()
class OddController {
  @Get('silent')
  silent() {
    return 'reached';
  }
  @Get('open')
  @Public()
  open() {
    return 'reached';
  }
}

let database: TestDatabase;
let app: NestFastifyApplication;

beforeAll(async () => {
  database = await aDatabase();
  const config = readConfig(apiConfig, { DATABASE_URL: database.url, LOG_LEVEL: 'silent' });
  const module = await Test.createTestingModule({
    imports: [PlatformModule.forRoot(config, entities), AuthModule],
    controllers: [OddController],
  }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  await app.register(cookie as never);
  app.useGlobalFilters(new ProblemFilter());
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(async () => {
  await app?.close();
  await database?.drop();
});

it('closes a route that does not say who may call it', async () => {
  const answer = await request(app.getHttpServer()).get('/silent');
  expect(answer.body).toMatchObject({ type: '/problems/forbidden', status: 403 });
  expect(answer.text).not.toContain('reached');
});

it('opens a route that says it is public', async () => {
  expect((await request(app.getHttpServer()).get('/open').expect(200)).text).toBe('reached');
});
