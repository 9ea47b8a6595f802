import { Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { exerciseList, exerciseView, hintList, hintView, slug, solutionsView } from '#contract';
import { Exercises, Hints, Progress } from '#learning';
import { BySession, Caller, Public, Returns, type Who } from '#platform';
import { ByContentVersion } from './content-version.js';

const hintNumber = z.coerce.number().int().min(1).max(100);

@ApiTags('exercises')
@Controller('exercises')
export class ExercisesController {
  constructor(
    private readonly exercises: Exercises,
    private readonly hints: Hints,
    private readonly progress: Progress,
  ) {}

  @Get()
  @Public()
  @ByContentVersion()
  @Returns(200, exerciseList)
  @ApiOperation({ summary: 'The exercises that can be taken' })
  list() {
    return this.exercises.list();
  }

  @Get(':slug')
  @Public()
  @ByContentVersion()
  @Returns(200, exerciseView)
  @ApiOperation({ summary: 'One exercise: the task, the files, what is checked' })
  read(@Param('slug', { schema: slug }) exercise: string) {
    return this.exercises.view(exercise);
  }

  @Get(':slug/hints')
  @BySession()
  @Returns(200, hintList)
  @ApiOperation({ summary: 'The hints I have opened' })
  opened(@Caller() who: Who, @Param('slug', { schema: slug }) exercise: string) {
    return this.hints.opened(who.personId, exercise);
  }

  @Post(':slug/hints/:number/opening')
  @BySession()
  @Returns(200, hintView)
  @ApiOperation({ summary: 'Open the next hint, or see an opened one again' })
  open(
    @Caller() who: Who,
    @Param('slug', { schema: slug }) exercise: string,
    @Param('number', { schema: hintNumber }) number: number,
  ) {
    return this.hints.open(who.personId, exercise, number);
  }

  @Get(':slug/solutions')
  @BySession()
  @Returns(200, solutionsView)
  @ApiOperation({ summary: 'The reference and other right solutions, after passing' })
  solutions(@Caller() who: Who, @Param('slug', { schema: slug }) exercise: string) {
    return this.progress.solutions(who.personId, exercise);
  }
}
