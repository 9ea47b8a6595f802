import { z } from 'zod';
import { peopleSettings } from '#learning';
import { platformConfig } from '#platform';

/** What the API needs besides the platform. */
export const apiConfig = platformConfig.extend({
  ...peopleSettings.shape,
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3000)
    .describe('Port of the web site and the API; 0 takes a free one.'),
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address to listen on; 0.0.0.0 to be reached from elsewhere.'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .default('http://127.0.0.1:3000')
    .describe(
      'Address under which people reach Fretboard; used in links and to recognise requests of other sites.',
    ),
  TRUST_PROXY: z
    .string()
    .default('')
    .describe('Addresses of proxies whose X-Forwarded-For is believed, with commas; empty believes none.'),
  WEB_DIR: z
    .string()
    .default('dist/web')
    .describe('Folder of the built web site; empty serves the API alone.'),
  REQUESTS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(0)
    .default(1_200)
    .describe(
      'Requests that one address may make in a minute; 0 sets no limit. A class room shares an address.',
    ),
});
export type ApiConfig = Readonly<z.infer<typeof apiConfig>>;
