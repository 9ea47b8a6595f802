import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { wording } from './wording.js';

const said = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value, { error: wording }).error?.issues[0]?.message;

describe('what is said of a value that does not fit', () => {
  it.each([
    ['no number', z.coerce.number().int(), 'abc', 'A number is expected.'],
    ['two values where one is', z.coerce.number(), ['1', '2'], 'A number is expected.'],
    ['an empty text', z.string().min(1), '', 'This must not be empty.'],
    ['a short text', z.string().min(12), 'short', 'At least 12 characters are needed.'],
    ['a long text', z.string().max(3), 'long', 'At most 3 characters are allowed.'],
    ['a small number', z.number().min(1), 0, 'The number must be at least 1.'],
    ['a large number', z.number().max(50), 51, 'The number must be at most 50.'],
    ['nothing above nothing', z.number().positive(), 0, 'The number must be more than 0.'],
    ['too many', z.array(z.string()).max(1), ['a', 'b'], 'At most 1 of these is allowed.'],
    ['nothing', z.object({ name: z.string() }), {}, 'This is missing.'],
    ['no list', z.array(z.string()), 'http', 'A list is expected.'],
    ['no text', z.string(), 3, 'A text is expected.'],
    ['no object', z.object({}), [], 'An object is expected.'],
    ['no names and values', z.record(z.string(), z.string()), 'a', 'An object is expected.'],
    ['no truth', z.boolean(), 'yes', 'true or false is expected.'],
    ['no fraction', z.int(), 1.5, 'A whole number is expected.'],
    ['none of a choice', z.enum(['a', 'b', 'c']), 'd', 'One of "a", "b" and "c" is expected.'],
    ['another than the only one', z.literal('a'), 'd', '"a" is expected.'],
    ['no choice at all', z.object({ role: z.enum(['a', 'b']) }), {}, 'This is missing.'],
    ['an unknown name', z.strictObject({}), { role: 'steward' }, 'There is nothing of this name here.'],
    ['no identifier', z.uuid(), 'nope', expect.stringMatching(/^A UUID is expected/)],
  ])('%s', (_, schema, value, expected) => {
    expect(said(schema, value)).toEqual(expected);
  });

  it('leaves to a schema what has words of its own', () => {
    expect(said(z.string().min(1, 'Name it.'), '')).toBe('Name it.');
  });
});
