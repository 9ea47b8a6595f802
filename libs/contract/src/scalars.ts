import { z } from 'zod';

/** The permanent, readable identity of content: `query-performance`, `book-list-n-plus-one`. */
export const slug = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use lower-case letters, digits and single hyphens.');

/** ISO 8601 instant in UTC. */
export const instant = z.iso.datetime();

/** Hex SHA-256. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const level = z.enum(['foundation', 'junior', 'mid']);
export type Level = z.infer<typeof level>;

export const importance = z.enum(['core', 'recommended', 'optional']);
export type Importance = z.infer<typeof importance>;

/** Django feature release, for example `5.2`. */
export const djangoVersion = z.enum(['5.2', '6.0', '6.1']);
export type DjangoVersion = z.infer<typeof djangoVersion>;
