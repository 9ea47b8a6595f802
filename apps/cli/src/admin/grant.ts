import { changeRole, role } from '#contract';
import { Roles } from '#learning';
import { Clock, Db, platformConfig, Problem, readConfig } from '#platform';
import { dataSource } from '../../../../migrations/data-source.js';

export const grantCommand = (args: string[]): Promise<number> => changeRoleCommand('grant', args);

/** `grant` and `revoke` take the same words and differ in one verb. */
export async function changeRoleCommand(verb: 'grant' | 'revoke', args: string[]): Promise<number> {
  const parsed = changeRole.safeParse({ email: args[0], role: args[1] });
  if (!parsed.success || args.length !== 2) {
    const refused = args.length === 2 ? parsed.error?.issues[0] : undefined;
    if (refused) console.error(`${refused.path.join('.')}: ${refused.message}\n`);
    console.error(`Usage: npm run admin -- ${verb} <e-mail> <${role.options.join('|')}>`);
    return 2;
  }
  const source = await dataSource(readConfig(platformConfig).DATABASE_URL).initialize();
  try {
    const roles = new Roles(new Db(source), new Clock());
    const person = await roles[verb]({ via: 'command line' }, parsed.data);
    console.log(`${person.email} is now: ${person.roles.join(', ')}`);
    if (verb === 'grant' && !person.emailVerified)
      console.error('This e-mail is not verified yet: make sure that the account belongs to whom you mean.');
    return 0;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(error.message);
    return 1;
  } finally {
    await source.destroy();
  }
}
