import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { createToken, newToken, tokenList, type CreateToken, type TokenList } from '#contract';
import { Tokens } from '#learning';
import { BySession, Caller, Returns, type Who } from '#platform';

@ApiTags('me')
@Controller('me/tokens')
export class MyTokensController {
  constructor(private readonly tokens: Tokens) {}

  @Get()
  @BySession()
  @Returns(200, tokenList)
  @ApiOperation({ summary: 'My API tokens' })
  async list(@Caller() who: Who): Promise<TokenList> {
    return { items: await this.tokens.list(who.personId) };
  }

  @Post()
  @BySession()
  @Returns(201, newToken)
  @ApiOperation({
    summary: 'Make an API token',
    description: 'The token itself is shown here and never again.',
  })
  create(@Caller() who: Who, @Body({ schema: createToken }) body: CreateToken) {
    return this.tokens.create(who, body);
  }

  @Delete(':id')
  @BySession()
  @Returns(204)
  @ApiOperation({ summary: 'Revoke one of my API tokens' })
  revoke(@Caller() who: Who, @Param('id', { schema: z.uuid() }) id: string): Promise<void> {
    return this.tokens.revoke(who, id);
  }
}
