import { ConfigProblem, readConfig } from '#platform';
import { createApi } from './app.js';
import { apiConfig } from './config.js';

try {
  const config = readConfig(apiConfig);
  const app = await createApi(config);
  await app.listen(config.PORT, config.HOST);
} catch (error) {
  if (!(error instanceof ConfigProblem) && (error as NodeJS.ErrnoException).code !== 'EADDRINUSE')
    throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(78); // EX_CONFIG: starting again changes nothing
}
