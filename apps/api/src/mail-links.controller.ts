import { Body, Controller, Post, Put, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import {
  requestPasswordReset,
  resetPassword,
  verifyEmail,
  type RequestPasswordReset,
  type ResetPassword,
  type VerifyEmail,
} from '#contract';
import { Account } from '#learning';
import { Public, Returns } from '#platform';

/** What the links in mails lead to. Whoever has the link is its owner, so nobody has to be signed in. */
@ApiTags('session')
@Controller()
export class MailLinksController {
  constructor(private readonly account: Account) {}

  @Put('email-verification')
  @Public()
  @Returns(204)
  @ApiOperation({ summary: 'Verify an e-mail with the secret of its link' })
  verify(@Body({ schema: verifyEmail }) { token }: VerifyEmail): Promise<void> {
    return this.account.verifyEmail(token);
  }

  @Post('password-resets')
  @Public()
  @Returns(202)
  @ApiOperation({
    summary: 'Ask for a link to set a new password',
    description: 'The answer is the same whether or not the account exists.',
  })
  async requestReset(
    @Body({ schema: requestPasswordReset }) { email }: RequestPasswordReset,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.account.requestReset(email, request.ip);
  }

  @Put('password-resets')
  @Public()
  @Returns(204)
  @ApiOperation({
    summary: 'Set a new password with the secret of a link',
    description: 'Ends all sessions and tokens.',
  })
  reset(@Body({ schema: resetPassword }) body: ResetPassword): Promise<void> {
    return this.account.reset(body);
  }
}
