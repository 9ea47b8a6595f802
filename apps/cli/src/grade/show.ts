import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type ExternalResult, verdictFormat } from '#contract';
import { importVerdict, Unreadable } from '#formats';

const MARK = { passed: '✓', failed: '✗', error: '✗', skipped: '–' } as const;

/** Reads a result that another program wrote. Exit codes as for our own: 0 passed, 1 not, 2 refused or not counting. */
export async function showCommand(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { format: { type: 'string' } },
  });
  const format = verdictFormat.safeParse(values.format);
  const [file] = positionals;
  if (!file || positionals.length > 1 || !format.success) {
    console.error(`Name one file and its --format: ${verdictFormat.options.join(', ')}.`);
    return 2;
  }
  try {
    const result = importVerdict(format.data, await readFile(file, 'utf8'));
    console.log(told(result));
    return result.outcome === 'passed' ? 0 : result.outcome === 'broken' ? 2 : 1;
  } catch (cause) {
    const fault = cause instanceof Unreadable ? cause.fault : (cause as NodeJS.ErrnoException).code;
    if (!fault) throw cause;
    console.error(`Refused (${fault}): ${(cause as Error).message}`);
    return 2;
  }
}

function told({ format, outcome, message, tests }: ExternalResult): string {
  const held = tests.filter(({ status }) => status === 'passed').length;
  return [
    `${format}: ${outcome}, ${held} of ${tests.length} tests hold. From another program: never evidence.`,
    ...(message === null ? [] : [message]),
    '',
    ...tests.flatMap(({ name, status, message: said }) => [
      `  ${MARK[status]} ${name}`,
      ...(status === 'passed' || said === null ? [] : [said.replace(/^/gm, '      ')]),
    ]),
  ].join('\n');
}
