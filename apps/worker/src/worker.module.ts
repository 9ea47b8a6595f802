import path from 'node:path';
import { Module, type DynamicModule } from '@nestjs/common';
import { Grader } from '#grader';
import { entities, LearningModule } from '#learning';
import { PlatformModule } from '#platform';
import type { WorkerConfig } from './config.js';
import { gradeNextHandler } from './grade-next.handler.js';
import { Mail, openMail } from './mail.js';
import { SendMailHandler } from './send-mail.handler.js';
import { Slots, WORKER } from './slots.js';

@Module({})
export class WorkerModule {
  static async forRoot(config: WorkerConfig): Promise<DynamicModule> {
    const runtimesDir = path.join(config.DATA_DIR, 'runtimes');
    const grader = await Grader.open({
      runtimesDir,
      slots: config.GRADING_SLOTS,
      mode: config.GRADER_MODE,
    });
    return {
      module: WorkerModule,
      imports: [PlatformModule.forRoot(config, entities), LearningModule],
      providers: [
        { provide: WORKER, useValue: config },
        { provide: Grader, useValue: grader },
        ...(config.SENDS_MAIL ? [{ provide: Mail, useValue: openMail(config) }, SendMailHandler] : []),
        Slots,
        ...(config.GRADING_SLOTS > 0 ? [gradeNextHandler(config.GRADING_SLOTS)] : []),
      ],
    };
  }
}
