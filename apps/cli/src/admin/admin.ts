import { z } from 'zod';

interface AdminCommand {
  readonly sentence: string;
  readonly load: () => Promise<(args: string[]) => Promise<number>>;
}

const commands: Record<string, AdminCommand> = {
  migrate: {
    sentence: 'brings the database to this release',
    load: async () => (await import('./migrate.js')).migrateCommand,
  },
  prepare: {
    sentence: 'migrates and loads; --demo adds the sample people',
    load: async () => (await import('./prepare.js')).prepareCommand,
  },
  load: {
    sentence: 'puts skills, paths and exercises of the content files in force',
    load: async () => (await import('./load.js')).loadCommand,
  },
  demo: {
    sentence: 'adds four sample people, one a role, and prints their sign-ins',
    load: async () => (await import('./demo.js')).demoCommand,
  },
  grant: {
    sentence: 'gives a role: grant <e-mail> <mentor|author|steward>',
    load: async () => (await import('./grant.js')).grantCommand,
  },
  revoke: {
    sentence: 'takes a role away: revoke <e-mail> <mentor|author|steward>',
    load: async () => (await import('./revoke.js')).revokeCommand,
  },
};

const help = () =>
  `Usage: npm run admin -- <command>\n\n${Object.entries(commands)
    .map(([name, { sentence }]) => `  ${name.padEnd(10)}${sentence}`)
    .join('\n')}\n\nThe database is the one of DATABASE_URL, else the one of a running \`npm start\`.`;

/** The work of a steward at the command line. Each command is a file that may use the platform and the domain. */
export async function adminCommand([name, ...args]: string[]): Promise<number> {
  const command = name === undefined ? undefined : commands[name];
  if (command) {
    try {
      return await (
        await command.load()
      )(args);
    } catch (error) {
      // A wrong setting is for a person to read; anything else keeps its stack.
      if (error instanceof z.ZodError || (error instanceof Error && error.name === 'ConfigProblem')) {
        console.error(error.message);
        return 78;
      }
      throw error;
    }
  }
  const asked = name === undefined || ['help', '--help', '-h'].includes(name);
  if (asked) console.log(help());
  else console.error(`There is no command "admin ${name}".\n\n${help()}`);
  return asked ? 0 : 2;
}
