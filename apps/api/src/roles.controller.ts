import { Body, Controller, Delete, Get, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { changeRole, personView, roleChangeList, type ChangeRole, type RoleChangeList } from '#contract';
import { Roles, type Grantor } from '#learning';
import { ByRole, Caller, Returns, type Who } from '#platform';

const byPage = (who: Who): Grantor => ({ via: 'web', who });

@ApiTags('people')
@Controller()
export class RolesController {
  constructor(private readonly roles: Roles) {}

  @Get('role-changes')
  @ByRole('steward')
  @Returns(200, roleChangeList)
  @ApiOperation({ summary: 'Who was given which role by whom, newest first' })
  async changes(): Promise<RoleChangeList> {
    return { items: await this.roles.changes() };
  }

  @Put('roles')
  @ByRole('steward')
  @Returns(200, personView)
  @ApiOperation({ summary: 'Grant a role' })
  grant(@Caller() who: Who, @Body({ schema: changeRole }) body: ChangeRole) {
    return this.roles.grant(byPage(who), body);
  }

  @Delete('roles')
  @ByRole('steward')
  @Returns(200, personView)
  @ApiOperation({ summary: 'Revoke a role' })
  revoke(@Caller() who: Who, @Body({ schema: changeRole }) body: ChangeRole) {
    return this.roles.revoke(byPage(who), body);
  }
}
