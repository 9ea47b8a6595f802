import { StandardSchemaValidationPipe } from '@nestjs/common';
import { z } from 'zod';
import { Problem } from './problem.js';
import { wording } from './wording.js';

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

/**
 * Bodies, queries and parameters are parsed by the zod schema named where they are used. Our words for what does not fit hold
 * for the whole process from here on: a schema is given to the framework, and it cannot be told to each parse.
 */
export function validationPipe(): StandardSchemaValidationPipe {
  z.config({ customError: wording });
  return new StandardSchemaValidationPipe({ exceptionFactory: invalid });
}
