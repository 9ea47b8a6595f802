import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { skillList, skillView, slug } from '#contract';
import { Exercises, Skills } from '#learning';
import { Public, Returns } from '#platform';
import { ByContentVersion } from './content-version.js';

@ApiTags('skills')
@Controller('skills')
export class SkillsController {
  constructor(
    private readonly skills: Skills,
    private readonly exercises: Exercises,
  ) {}

  @Get()
  @Public()
  @ByContentVersion()
  @Returns(200, skillList)
  @ApiOperation({ summary: 'The skills graph: areas, skills and what they need' })
  async list() {
    return this.skills.list(await this.exercises.titles());
  }

  @Get(':slug')
  @Public()
  @ByContentVersion()
  @Returns(200, skillView)
  @ApiOperation({ summary: 'One skill: what to know, how to learn it, how it is proven' })
  async read(@Param('slug', { schema: slug }) skill: string) {
    return this.skills.view(skill, await this.exercises.titles());
  }
}
