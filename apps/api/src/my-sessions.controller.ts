import { Controller, Delete, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { sessionList, type SessionList } from '#contract';
import { Sessions } from '#learning';
import { BySession, Caller, Returns, type Who } from '#platform';

/** The guard lets only sessions in. */
const currentOf = (who: Who) => (who.by.kind === 'session' ? who.by.sessionId : '');

@ApiTags('me')
@Controller('me/sessions')
export class MySessionsController {
  constructor(private readonly sessions: Sessions) {}

  @Get()
  @BySession()
  @Returns(200, sessionList)
  @ApiOperation({ summary: 'Where I am signed in' })
  async list(@Caller() who: Who): Promise<SessionList> {
    return { items: await this.sessions.list(who.personId, currentOf(who)) };
  }

  @Delete(':id')
  @BySession()
  @Returns(204)
  @ApiOperation({ summary: 'End one of my sessions' })
  end(@Caller() who: Who, @Param('id', { schema: z.uuid() }) id: string): Promise<void> {
    return this.sessions.end(who, id);
  }

  @Delete()
  @BySession()
  @Returns(204)
  @ApiOperation({ summary: 'End all my sessions but this one' })
  endOthers(@Caller() who: Who): Promise<void> {
    return this.sessions.endOthers(who, currentOf(who));
  }
}
