import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { nextView, recommend, type Recommend } from '#contract';
import { Recommendations } from '#learning';
import { Public, Returns } from '#platform';

@ApiTags('progress')
@Controller('recommendations')
export class RecommendationsController {
  constructor(private readonly recommendations: Recommendations) {}

  @Post()
  @Public()
  @Returns(200, nextView)
  @ApiOperation({
    summary: 'What to learn next for anybody, from a list of what is known',
    description: 'Nothing is kept: `known` counts as proven for this answer only.',
  })
  recommend(@Body({ schema: recommend }) body: Recommend) {
    return this.recommendations.recommend(body);
  }
}
