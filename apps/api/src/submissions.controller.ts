import { Body, Controller, Get, Headers, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  slug,
  submission,
  submissionEvent,
  submissionList,
  submitSolution,
  type SubmitSolution,
} from '#contract';
import { Grading, Submissions } from '#learning';
import { ByPerson, Caller, Problem, Returns, type Who } from '#platform';
import { EventStreams } from './event-streams.js';

const id = z.uuid();
const filter = z.object({ exercise: slug.optional(), after: id.optional() });
/** Printable ASCII, as the Idempotency-Key draft has it. */
const idempotencyKey = /^[\x21-\x7e]{1,200}$/;

@ApiTags('submissions')
@Controller('submissions')
export class SubmissionsController {
  constructor(
    private readonly grading: Grading,
    private readonly submissions: Submissions,
    private readonly streams: EventStreams,
  ) {}

  @Post()
  @ByPerson('submit')
  @Returns(202, submission)
  @ApiOperation({ summary: 'Hand in files for an exercise' })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key and request give the same submission.',
  })
  async submit(
    @Caller() who: Who,
    @Body({ schema: submitSolution }) body: SubmitSolution,
    @Headers('idempotency-key') key?: string,
  ) {
    if (key !== undefined && !idempotencyKey.test(key)) {
      throw new Problem(
        'invalid-request',
        'Idempotency-Key: use 1 to 200 printable characters without spaces.',
        {
          issues: [{ path: 'Idempotency-Key', message: 'Use 1 to 200 printable characters without spaces.' }],
        },
      );
    }
    return this.submissions.require(who.personId, await this.grading.submit(who.personId, body, key));
  }

  @Get()
  @ByPerson('read')
  @Returns(200, submissionList)
  @ApiOperation({ summary: 'My submissions, newest first' })
  list(@Caller() who: Who, @Query({ schema: filter }) query: z.infer<typeof filter>) {
    return this.submissions.list(who.personId, query);
  }

  @Get(':id')
  @ByPerson('read')
  @Returns(200, submission)
  @ApiOperation({ summary: 'One submission of mine' })
  read(@Caller() who: Who, @Param('id', { schema: id }) submissionId: string) {
    return this.submissions.require(who.personId, submissionId);
  }

  @Put(':id/withdrawal')
  @ByPerson('submit')
  @Returns(200, submission)
  @ApiOperation({ summary: 'Take back a submission that waits in line' })
  async withdraw(@Caller() who: Who, @Param('id', { schema: id }) submissionId: string) {
    await this.grading.withdraw(who.personId, submissionId);
    return this.submissions.require(who.personId, submissionId);
  }

  @Get(':id/events')
  @ByPerson('read')
  @ApiOperation({
    summary: 'Server-sent events of a submission until its verdict',
    description:
      'Event names are `queued`, `running`, `check`, `verdict` and `cancelled`; the data is a SubmissionEvent. Who connects again is told everything again.',
  })
  @ApiProduces('text/event-stream')
  @ApiResponse({ status: 200, description: 'The stream.', standardSchema: submissionEvent })
  async events(
    @Caller() who: Who,
    @Param('id', { schema: id }) submissionId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // Refused before the stream begins, so that the answer can be a problem document.
    await this.submissions.require(who.personId, submissionId);
    await this.streams.send(who.personId, reply, (gone) =>
      this.submissions.watch(who.personId, submissionId, gone),
    );
  }
}
