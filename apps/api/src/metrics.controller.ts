import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Metric, Overview } from '#learning';
import { ByRole } from '#platform';

/** https://prometheus.io/docs/instrumenting/exposition_formats/ */
const TEXT = 'text/plain; version=0.0.4; charset=utf-8';

@ApiTags('about')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly overview: Overview) {}

  @Get()
  @ByRole('steward', 'metrics')
  @Header('content-type', TEXT)
  @ApiProduces('text/plain')
  @ApiResponse({ status: 200, description: 'Metrics.', schema: { type: 'string' } })
  @ApiOperation({
    summary: 'The queue in the text format of Prometheus',
    description:
      'For a steward, or a program with a token of a steward that has the scope `metrics`. The same from each API process.',
  })
  async read(): Promise<string> {
    return (await this.overview.metrics()).map(textOf).join('');
  }
}

function textOf({ name, type, help, samples }: Metric): string {
  const lines = samples.map(
    ({ labels, value, suffix = '' }) => `${name}${suffix}${labels && `{${labels}}`} ${value}\n`,
  );
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}
