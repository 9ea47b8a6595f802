import { Body, Controller, Delete, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { me, signIn, type SignIn } from '#contract';
import { People, Sessions, type Proof } from '#learning';
import { Public, Returns } from '#platform';
import { PasswordGuard } from './auth/password-strategy.js';
import { deviceOf, SessionCookie } from './auth/session-cookie.js';

@ApiTags('session')
@Controller('session')
export class SessionController {
  constructor(
    private readonly people: People,
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
  ) {}

  @Post()
  @Public()
  @UseGuards(PasswordGuard)
  @Returns(201, me)
  @ApiOperation({ summary: 'Sign in', description: 'The answer sets a new session cookie.' })
  async signIn(
    @Body({ schema: signIn }) _body: SignIn,
    @Req() request: FastifyRequest & { proved: Proof },
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { proved } = request;
    const session = await this.sessions.start(proved, deviceOf(request), this.cookie.read(request));
    this.cookie.write(reply, session);
    return this.people.require(proved.personId);
  }

  @Delete()
  @Public()
  @Returns(204)
  @ApiOperation({ summary: 'Sign out', description: 'Also when the session has ended already.' })
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const secret = this.cookie.read(request);
    if (secret) await this.sessions.endBySecret(secret);
    this.cookie.clear(reply);
  }
}
