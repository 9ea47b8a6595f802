import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { me, peopleQuery, personList, signUp, type PeopleQuery, type SignUp } from '#contract';
import { People } from '#learning';
import { ByRole, Public, Returns } from '#platform';
import { deviceOf, SessionCookie } from './auth/session-cookie.js';

@ApiTags('people')
@Controller('people')
export class PeopleController {
  constructor(
    private readonly people: People,
    private readonly cookie: SessionCookie,
  ) {}

  @Post()
  @Public()
  @Returns(201, me)
  @ApiOperation({ summary: 'Sign up', description: 'Signs in as well: the answer sets the session cookie.' })
  async signUp(
    @Body({ schema: signUp }) body: SignUp,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { me: person, ...session } = await this.people.signUp(body, deviceOf(request));
    this.cookie.write(reply, session);
    return person;
  }

  @Get()
  @ByRole('steward')
  @Returns(200, personList)
  @ApiOperation({ summary: 'Find people by a part of their e-mail or name' })
  list(@Query({ schema: peopleQuery }) { query, after }: PeopleQuery) {
    return this.people.list(query, after);
  }
}
