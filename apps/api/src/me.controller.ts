import { Body, Controller, Delete, Get, Patch, Post, Put, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  accountExport,
  changePassword,
  deleteAccount,
  me,
  updateProfile,
  type ChangePassword,
  type DeleteAccount,
  type UpdateProfile,
} from '#contract';
import { Account, People, Skills } from '#learning';
import { ByPerson, BySession, Caller, Returns, type Who } from '#platform';
import { Belongings } from './belongings.js';
import { Exports } from './exports.js';
import { deviceOf, SessionCookie } from './auth/session-cookie.js';

@ApiTags('me')
@Controller('me')
export class MeController {
  constructor(
    private readonly people: People,
    private readonly account: Account,
    private readonly skills: Skills,
    private readonly belongings: Belongings,
    private readonly exports: Exports,
    private readonly cookie: SessionCookie,
  ) {}

  @Get()
  @ByPerson('read')
  @Returns(200, me)
  @ApiOperation({ summary: 'Who I am' })
  read(@Caller() who: Who) {
    return this.people.require(who.personId);
  }

  @Patch()
  @ByPerson('profile')
  @Returns(200, me)
  @ApiOperation({ summary: 'Change my name, path, electives or Django version' })
  async update(@Caller() who: Who, @Body({ schema: updateProfile }) body: UpdateProfile) {
    if (body.path) await this.skills.requirePath(body.path);
    if (body.electives) {
      const path = body.path === undefined ? (await this.people.require(who.personId)).path : body.path;
      await this.skills.requireElectives(path, body.electives);
    }
    return this.people.updateProfile(who, body);
  }

  @Put('password')
  @BySession()
  @Returns(204)
  @ApiOperation({
    summary: 'Change my password',
    description: 'Ends every other session. Tokens go on working.',
  })
  async changePassword(
    @Caller() who: Who,
    @Body({ schema: changePassword }) body: ChangePassword,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    this.cookie.write(reply, await this.account.changePassword(who, body, deviceOf(request)));
  }

  @Post('email-verification')
  @BySession()
  @Returns(202)
  @ApiOperation({ summary: 'Send the link that verifies my e-mail again' })
  async requestVerification(@Caller() who: Who): Promise<void> {
    await this.account.requestVerification(who);
  }

  @Get('export')
  @BySession()
  @ApiResponse({ status: 200, standardSchema: accountExport, description: 'The answer.' })
  @ApiOperation({
    summary: 'Everything Fretboard keeps about me',
    description: 'Sent as it is read, one at a time and six in an hour. A file that was cut is no JSON.',
  })
  export(@Caller() who: Who, @Res() reply: FastifyReply): Promise<void> {
    return this.exports.send(who.personId, reply);
  }

  @Delete()
  @BySession()
  @Returns(204)
  @ApiOperation({
    summary: 'Delete my account',
    description: 'For good. What becomes of each table is written in docs/decisions/0011.',
  })
  async delete(
    @Caller() who: Who,
    @Body({ schema: deleteAccount }) body: DeleteAccount,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.account.delete(who, body.password, (tx) => this.belongings.erase(tx, who.personId));
    this.cookie.clear(reply);
  }
}
