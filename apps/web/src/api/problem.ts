import type { ProblemName } from '#contract';

/** `offline` and `fault` are ours: no answer came, or one that is not a problem document. */
export type ProblemKind = ProblemName | 'offline' | 'fault';

export interface FieldIssue {
  readonly path: string;
  readonly message: string;
}

/** A refusal of the API as it reaches a page: named, with the request's id where there is one. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  constructor(
    readonly kind: ProblemKind,
    readonly status: number,
    readonly title: string,
    readonly detail: string | null,
    readonly requestId: string | null,
    readonly issues: readonly FieldIssue[] = [],
    readonly extras: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail ?? title);
  }
}

export function isProblem(error: unknown, ...kinds: ProblemKind[]): error is ApiProblem {
  return error instanceof ApiProblem && (kinds.length === 0 || kinds.includes(error.kind));
}

export const offline = () =>
  new ApiProblem(
    'offline',
    0,
    'Fretboard cannot be reached',
    'Check the connection. What you typed stays here.',
    null,
  );

const text = (value: unknown) => (typeof value === 'string' ? value : null);

function issuesOf(value: unknown): FieldIssue[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((issue: unknown) => {
    if (typeof issue !== 'object' || issue === null || !('message' in issue)) return [];
    const path = 'path' in issue ? issue.path : '';
    return [
      {
        path: Array.isArray(path) ? path.join('.') : String(path).replace(/^[$/.]+/, ''),
        message: String(issue.message),
      },
    ];
  });
}

/** Reads a problem document (RFC 9457); anything else becomes `fault` with what the response tells. */
export function problemFrom(response: Response, body: unknown): ApiProblem {
  const document = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const {
    type,
    title,
    status: _status,
    detail,
    instance: _instance,
    requestId,
    issues,
    ...extras
  } = document;
  const name = /\/problems\/([a-z-]+)$/.exec(text(type) ?? '')?.[1];
  return new ApiProblem(
    (name as ProblemKind | undefined) ?? 'fault',
    response.status,
    text(title) ?? 'Something went wrong on our side',
    text(detail),
    text(requestId) ?? response.headers.get('x-request-id'),
    issuesOf(issues),
    extras,
  );
}
