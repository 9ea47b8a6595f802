import { contentConfig } from '../content/config.js';
import { isWrongUse } from '../wrong-use.js';

const usage = `Usage: npm run -s grade -- <folder> --exercise <slug> [--runtime NAME] [--seed N] [--json FILE] [--format NAME]
       npm run -s grade -- show <file> --format <name>
       npm run -s grade -- rerun [--exercise SLUG] [--since DATE] [--apply] [--json FILE]

  <folder>   grades the project in it as the server does. Exit code: 0 passed, 1 not passed, 2 refused or broken
  show       reads the result of another program; such a result never counts as evidence
  rerun      grades stored submissions again by the exercises in force and says what would differ; --apply puts that in line

Formats: exercism, prairielearn, gradescope, dodona, junit. A folder with a command's name: ./show`;

/** `npm run grade -- …`. Answers the exit code. */
export async function gradeCommand(args: string[]): Promise<number> {
  const [first, ...rest] = args;
  if (first === undefined || args.includes('--help') || first === 'help') {
    console.log(usage);
    return 0;
  }
  try {
    if (first === 'show') return await (await import('./show.js')).showCommand(rest);
    if (first === 'rerun') return await (await import('../admin/rerun.js')).rerunCommand(rest);
    return await (await import('./grade-folder.js')).gradeFolder(args, contentConfig());
  } catch (cause) {
    // A fault of ours must not look like the 1 of work that did not pass.
    console.error(isWrongUse(cause) ? `${cause.message}\n\n${usage}` : cause);
    return 2;
  }
}
