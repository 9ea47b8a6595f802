import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { pathList, pathView, slug } from '#contract';
import { Skills } from '#learning';
import { Public, Returns } from '#platform';
import { ByContentVersion } from './content-version.js';

@ApiTags('skills')
@Controller('paths')
export class PathsController {
  constructor(private readonly skills: Skills) {}

  @Get()
  @Public()
  @ByContentVersion()
  @Returns(200, pathList)
  @ApiOperation({ summary: 'The paths that end with a certificate' })
  list() {
    return this.skills.paths();
  }

  @Get(':slug')
  @Public()
  @ByContentVersion()
  @Returns(200, pathView)
  @ApiOperation({ summary: 'One path with its skills in order' })
  read(@Param('slug', { schema: slug }) path: string) {
    return this.skills.path(path);
  }
}
