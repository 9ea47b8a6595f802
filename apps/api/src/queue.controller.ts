import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { closeIncident, incident, queueView, type CloseIncident } from '#contract';
import { Incidents, Overview } from '#learning';
import { ByRole, Caller, Returns, type Who } from '#platform';

const runId = z.uuid();

@ApiTags('queue')
@Controller('admin/queue')
export class QueueController {
  constructor(
    private readonly overview: Overview,
    private readonly incidents: Incidents,
  ) {}

  @Get()
  @ByRole('steward')
  @Returns(200, queueView)
  @ApiOperation({ summary: 'What waits and runs, how fast, on which workers, and what needs a steward' })
  view() {
    return this.overview.view();
  }

  @Put('incidents/:runId/closing')
  @ByRole('steward')
  @Returns(200, incident)
  @ApiOperation({
    summary: 'Close an incident',
    description:
      '`retry` and `withdraw` are for parked runs, `note` is for audits that differ. Each stays on record.',
  })
  close(
    @Caller() who: Who,
    @Param('runId', { schema: runId }) id: string,
    @Body({ schema: closeIncident }) { action }: CloseIncident,
  ) {
    return this.incidents.close(who.personId, id, action);
  }
}
