import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import { ConfigProblem, readConfig } from '#platform';
import { workerConfig } from './config.js';
import { WorkerModule } from './worker.module.js';

try {
  const config = readConfig(workerConfig);
  const app = await NestFactory.createApplicationContext(await WorkerModule.forRoot(config), {
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks();
} catch (error) {
  if (!(error instanceof ConfigProblem)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(78); // EX_CONFIG: starting again changes nothing
}
