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
  type SubmissionView,
  type SubmitSolution,
  verdictFormat,
} from '#contract';
import { exportVerdict, mediaTypeOf } from '#formats';
import { Grading, Submissions } from '#learning';
import { ByPerson, Caller, Problem, Returns, type Who } from '#platform';
import { EventStreams } from './event-streams.js';

const id = z.uuid();
const filter = z.object({ exercise: slug.optional(), after: id.optional() });
const asked = z.object({ format: verdictFormat.optional() });
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
  @ApiOperation({
    summary: 'Hand in files for an exercise',
    description: '`Retry-After` says in how many seconds to ask for the verdict.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key and request give the same submission.',
  })
  async submit(
    @Caller() who: Who,
    @Body({ schema: submitSolution }) body: SubmitSolution,
    @Res({ passthrough: true }) reply: FastifyReply,
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
    const id = await this.grading.submit(who.personId, body, key);
    return withAdvice(reply, await this.submissions.require(who.personId, id));
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
  @ApiOperation({
    summary: 'One submission of mine',
    description: 'While it waits or runs, `Retry-After` says in how many seconds to ask again.',
  })
  async read(
    @Caller() who: Who,
    @Param('id', { schema: id }) submissionId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return withAdvice(reply, await this.submissions.require(who.personId, submissionId));
  }

  @Get(':id/verdict')
  @ByPerson('read')
  @ApiOperation({
    summary: 'The verdict of a submission of mine, on request in the format of another program',
    description:
      'Without `format` the verdict document itself. Exercism: `results.json` version 3. PrairieLearn and Gradescope: `results.json`. Dodona: the full feedback of a judge. JUnit: XML.',
  })
  @ApiResponse({
    status: 200,
    description: 'The verdict.',
    content: {
      'application/json': {
        schema: { anyOf: [{ $ref: '#/components/schemas/Verdict' }, { type: 'object' }] },
      },
      'application/xml': { schema: { type: 'string' } },
    },
  })
  async verdict(
    @Caller() who: Who,
    @Param('id', { schema: id }) submissionId: string,
    @Query({ schema: asked }) { format }: z.infer<typeof asked>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { verdict, status } = await this.submissions.require(who.personId, submissionId);
    if (!verdict) throw new Problem('not-graded-yet', undefined, { submission: status });
    if (!format) return void reply.send(verdict);
    const type = mediaTypeOf(format);
    const name = `verdict-${format}.${type.endsWith('xml') ? 'xml' : 'json'}`;
    await reply
      .type(`${type}; charset=utf-8`)
      // Learners' words are in it: a browser saves it and shows none of it as a page of ours.
      .header('Content-Disposition', `attachment; filename="${name}"`)
      .send(exportVerdict(format, verdict));
  }

  @Put(':id/withdrawal')
  @ByPerson('submit')
  @Returns(200, submission)
  @ApiOperation({ summary: 'Take back a submission that waits in line or runs' })
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
    await this.streams.send(who, reply, (gone) => this.submissions.watch(who.personId, submissionId, gone));
  }
}

/** A long line is no refusal: who asks from time to time is told when it is worth asking. */
function withAdvice(reply: FastifyReply, view: SubmissionView): SubmissionView {
  if (view.status === 'queued' || view.status === 'running')
    reply.header('retry-after', String(view.estimate?.seconds ?? 1));
  return view;
}
