import { type ArgumentMetadata, Injectable, StandardSchemaValidationPipe } from '@nestjs/common';
import { z } from 'zod';
import { Problem } from './problem.js';
import { wording } from './wording.js';

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  /** Of zod, where a schema has no such names. */
  readonly keys?: readonly string[];
}

type StandardSchema = NonNullable<ArgumentMetadata['schema']>;

const MOST_ISSUES = 50;

/** Of a value that has a name in the address. */
const within = (name: string, issue: Issue): Issue => ({ ...issue, path: [name, ...(issue.path ?? [])] });

/** `files['a.py']` and `items[0].name`: what a person would write to reach the value. */
function pathOf({ path: parts = [], keys = [] }: Issue): string {
  let path = '';
  for (const part of [...parts, ...keys.slice(0, 1)]) {
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

/** A name that we do not know is refused: left alone, it would look as if it had been obeyed. */
const strict = (schema: StandardSchema): StandardSchema =>
  schema instanceof z.ZodObject && !schema.def.catchall ? schema.strict() : schema;

/** No schema is deeper, and whoever sends more does not decide how deep we go. */
const DEEPEST = 8;
/** Schemas pass over these without a word, since they reach the prototype of objects; so nothing here bears them. */
const HIDDEN = ['__proto__', 'constructor', 'prototype'];

function hiddenNames(value: unknown, path: readonly PropertyKey[] = []): Issue[] {
  if (typeof value !== 'object' || value === null || path.length === DEEPEST) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const here = [...path, Array.isArray(value) ? Number(name) : name];
    if (HIDDEN.includes(name)) return [{ path: here, message: 'There is nothing of this name here.' }];
    return hiddenNames(inner, here);
  });
}

/** Bodies, queries and parameters, each by the zod schema named where it is used. */
@Injectable()
class Validation extends StandardSchemaValidationPipe {
  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const { schema, data } = metadata;
    if (!schema || !this.toValidate(metadata)) return value;
    const hidden = hiddenNames(value);
    const result = hidden.length ? { issues: hidden } : await strict(schema)['~standard'].validate(value);
    if (!result.issues) return result.value as T;
    throw invalid(data ? result.issues.map((issue) => within(data, issue)) : result.issues);
  }
}

/**
 * Our words for what does not fit hold for the whole process from here on: a schema is given to the framework, and it cannot
 * be told to each parse.
 */
export function validationPipe(): StandardSchemaValidationPipe {
  z.config({ customError: wording });
  return new Validation();
}
