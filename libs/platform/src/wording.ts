import type { z } from 'zod';

type Issue = z.core.$ZodRawIssue;

const FORMATS: Record<string, string> = {
  uuid: 'A UUID is expected, such as 3f0c8a52-6c1e-4b57-9d6a-0e8f5f0d9b11.',
  email: 'An e-mail address is expected.',
  datetime: 'A time is expected, such as 2026-11-23T09:30:00Z.',
  url: 'An address that begins with https:// or http:// is expected.',
};

interface Bound {
  readonly origin: string;
  readonly inclusive?: boolean;
}

function bound({ origin, inclusive }: Bound, limit: number, least: boolean): string {
  const edge = least ? 'at least' : 'at most';
  const wanted = least ? 'needed' : 'allowed';
  if (origin === 'string')
    return least && limit === 1 ? 'this must not be empty.' : `${edge} ${limit} characters are ${wanted}.`;
  if (origin === 'number' || origin === 'int' || origin === 'bigint')
    return `the number must be ${inclusive === false ? (least ? 'more than' : 'less than') : edge} ${limit}.`;
  return `${edge} ${limit} of these ${limit === 1 ? 'is' : 'are'} ${wanted}.`;
}

const KINDS: Record<string, string> = {
  array: 'A list is expected.',
  object: 'An object is expected.',
  record: 'An object is expected.',
  string: 'A text is expected.',
  boolean: 'true or false is expected.',
  number: 'A number is expected.',
  int: 'A whole number is expected.',
  null: 'null is expected.',
};

function oneOf(values: readonly unknown[]): string {
  const names = values.map((value) => JSON.stringify(value));
  return names.length === 1
    ? `${names[0]} is expected.`
    : `One of ${names.slice(0, -1).join(', ')} and ${names.at(-1)} is expected.`;
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What a schema without words of its own says of a value, for people who do not know schemas; the rest says zod. */
export function wording(issue: Issue): string | undefined {
  if (issue.code === 'too_small') return sentence(bound(issue, Number(issue.minimum), true));
  if (issue.code === 'too_big') return sentence(bound(issue, Number(issue.maximum), false));
  if (issue.code === 'invalid_format') return FORMATS[issue.format];
  if (issue.code === 'unrecognized_keys') return 'There is nothing of this name here.';
  if (issue.code !== 'invalid_type' && issue.code !== 'invalid_value') return undefined;
  if (issue.input === undefined) return 'This is missing.';
  return issue.code === 'invalid_value' ? oneOf(issue.values) : KINDS[issue.expected];
}
