import { StandardSchemaValidationPipe } from '@nestjs/common';
import { z } from 'zod';
import { Problem } from './problem.js';
import { wording } from './wording.js';

z.config({ customError: wording });

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[];
}

const MOST_ISSUES = 50;

/** `files['a.py']` and `items[0].name`: what a person would write to reach the value. */
function pathOf(issue: Issue): string {
  let path = '';
  for (const part of issue.path ?? []) {
    const key = typeof part === 'object' ? part.key : part;
    if (typeof key === 'number') path += `[${key}]`;
    else if (/^[A-Za-z_]\w*$/.test(String(key))) path += path ? `.${String(key)}` : String(key);
    else path += `[${JSON.stringify(String(key).slice(0, 120))}]`;
  }
  return path;
}

export function invalid(issues: readonly Issue[]): Problem {
  const shown = issues
    .slice(0, MOST_ISSUES)
    .map((issue) => ({ path: pathOf(issue), message: issue.message }));
  const first = shown[0];
  const detail = first ? `${first.path ? `${first.path}: ` : ''}${first.message}` : undefined;
  return new Problem('invalid-request', detail, { issues: shown });
}

/** Bodies, queries and parameters are parsed by the zod schema named where they are used. */
export const validationPipe = () => new StandardSchemaValidationPipe({ exceptionFactory: invalid });
