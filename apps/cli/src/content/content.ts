import { isWrongUse } from '../wrong-use.js';
import { contentConfig, type ContentConfig } from './config.js';

type Run = (args: string[], config: ContentConfig) => Promise<number>;

interface Verb {
  readonly usage: string;
  readonly sentence: string;
  readonly load: () => Promise<Run>;
}

const verbs: Record<string, Verb> = {
  check: {
    usage: 'check [path…]',
    sentence: 'reads all content and lists what does not keep the rules',
    load: async () => (await import('./check.js')).checkCommand,
  },
  prove: {
    usage: 'prove [slug…] [--runtime NAME] [--quick] [--jobs N] [--json FILE]',
    sentence: 'runs reference, other right and wrong solutions of exercises in the sandbox',
    load: async () => (await import('./prove.js')).proveCommand,
  },
  new: {
    usage: 'new <slug> [--kind fix] [--skill SLUG]',
    sentence: 'writes the folder of a new exercise, to be filled',
    load: async () => (await import('./new.js')).newCommand,
  },
  preview: {
    usage: 'preview <slug>',
    sentence: 'shows task, files, hints and messages as text',
    load: async () => (await import('./preview.js')).previewCommand,
  },
  schemas: {
    usage: 'schemas',
    sentence: 'writes the JSON Schemas of content files for editors',
    load: async () => (await import('./schemas.js')).schemasCommand,
  },
};

/** `npm run content -- <verb> …`. Answers the exit code: 0 fine, 1 something to repair, 2 wrong use. */
export async function contentCommand(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  const verb = name === undefined ? undefined : verbs[name];
  if (!verb || rest.includes('--help')) {
    const asked = name === undefined || name === '--help' || name === 'help' || verb !== undefined;
    if (!asked) console.error(`There is no content command "${name}".\n`);
    console.log(help());
    return asked ? 0 : 2;
  }
  try {
    return await (
      await verb.load()
    )(rest, contentConfig());
  } catch (cause) {
    if (!isWrongUse(cause)) throw cause;
    console.error(`${cause.message}\n\nUsage: npm run content -- ${verb.usage}`);
    return 2;
  }
}

function help(): string {
  const lines = Object.values(verbs).map(({ usage, sentence }) => `  ${usage}\n      ${sentence}`);
  return `Usage: npm run content -- <command>\n\n${lines.join('\n')}\n\nThe author's guide is exercises/README.md.`;
}
