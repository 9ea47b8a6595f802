import {
  type ArgumentMetadata,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StandardSchemaValidationPipe,
} from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
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

/** The part of Fastify's request that is asked for here. */
interface Asked {
  readonly query: object;
  readonly routeOptions: { readonly url?: string };
}

const MOST_ISSUES = 50;
const NOTHING = 'There is nothing of this name here.';

/** Of a value that has a name in the address. */
const within = (name: string, issue: Issue): Issue => ({ ...issue, path: [name, ...(issue.path ?? [])] });

/** `files['a.py']` and `items[0].name`: what a person would write to reach the value. */
function pathOf({ path: parts = [], keys = [] }: Issue): string {
  let path = '';
  for (const part of [...parts, ...keys]) {
    const key = typeof part === 'object' ? part.key : part;
    if (typeof key === 'number') path += `[${key}]`;
    else if (/^[A-Za-z_]\w*$/.test(String(key))) path += path ? `.${String(key)}` : String(key);
    else path += `[${JSON.stringify(String(key).slice(0, 120))}]`;
  }
  return path;
}

/** One issue a name: zod puts all unknown names of an object into one. */
const oneByOne = (issue: Issue): readonly Issue[] =>
  issue.keys ? issue.keys.map((key) => ({ ...issue, keys: [key] })) : [issue];

export function invalid(issues: readonly Issue[]): Problem {
  const shown = issues
    .flatMap(oneByOne)
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
    if (HIDDEN.includes(name)) return [{ path: here, message: NOTHING }];
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

/** A route without a schema for its query asks for none, so each name is refused. Health and metrics are not of the API. */
@Injectable()
export class RefuseQueries implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    const { query, routeOptions } = context.switchToHttp().getRequest<Asked>();
    const names = routeOptions.url?.startsWith('/api/') && !takesQuery(context) ? Object.keys(query) : [];
    if (names.length > 0) throw invalid(names.map((name) => ({ path: [name], message: NOTHING })));
    return next.handle();
  }
}

/** The framework keeps the parameters of a handler by kind and place: `4:1` is a query that comes second. */
function takesQuery(context: ExecutionContext): boolean {
  const parameters = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name);
  return Object.keys(parameters ?? {}).some((key) => key.startsWith(`${RouteParamtypes.QUERY}:`));
}

/**
 * Our words for what does not fit hold for the whole process from here on: a schema is given to the framework, and it cannot
 * be told to each parse.
 */
export function validationPipe(): StandardSchemaValidationPipe {
  z.config({ customError: wording });
  return new Validation();
}
