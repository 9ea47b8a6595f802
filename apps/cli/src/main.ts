interface Command {
  readonly sentence: string;
  /** Loaded when it is called, so that one command does not pay for the others. */
  readonly load: () => Promise<(args: string[]) => Promise<number>>;
}

const commands: Record<string, Command> = {
  content: {
    sentence: 'checks, proves, creates and shows skills and exercises',
    load: async () => (await import('./content/content.js')).contentCommand,
  },
  grade: {
    sentence: 'grades a project folder as the server does, reads results of others, grades stored work again',
    load: async () => (await import('./grade/grade.js')).gradeCommand,
  },
  admin: {
    sentence: 'migrates and loads the database, gives and takes roles',
    load: async () => (await import('./admin/admin.js')).adminCommand,
  },
};

function help(): string {
  const lines = Object.entries(commands).map(([name, { sentence }]) => `  ${name.padEnd(10)}${sentence}`);
  return `Usage: npm run <command> -- <arguments>\n\n${lines.join('\n')}\n\nWith --help a command lists its own.`;
}

const [name, ...args] = process.argv.slice(2);
const command = name === undefined ? undefined : commands[name];
if (command) {
  process.exitCode = await (await command.load())(args);
} else {
  const asked = name === undefined || ['help', '--help', '-h'].includes(name);
  if (asked) console.log(help());
  else console.error(`There is no command "${name}".\n\n${help()}`);
  process.exitCode = asked ? 0 : 2;
}
