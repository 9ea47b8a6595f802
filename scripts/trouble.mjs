/**
 * What stops us and what a person can do about it. A Trouble is printed as two sentences without a stack; anything
 * else that is thrown is our own fault and keeps its stack.
 */
export class Trouble extends Error {
  constructor(sentence, remedy, options) {
    super(sentence, options);
    this.name = 'Trouble';
    this.remedy = remedy;
  }
}

const NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENETDOWN|network|Temporary failure in name resolution|NewConnectionError|Could not resolve|from versions: none/i;

/** Turns the failures a machine can have (disk, permissions, network) into sentences, from an error or program output. */
export function explain(error, doing) {
  if (error instanceof Trouble) return error;
  const text = `${error?.code ?? ''} ${error?.message ?? error}`;
  const where = error?.path ? `: ${error.path}` : '';
  if (/ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/i.test(text)) {
    return new Trouble(
      `The disk is full (while ${doing}${where}).`,
      'Free some space (about 2 GB are needed in all) or set DATA_DIR to a folder on another disk, then start again.',
      { cause: error },
    );
  }
  if (/EROFS|Read-only file system/i.test(text)) {
    return new Trouble(
      `The file system cannot be written (while ${doing}${where}).`,
      'Set DATA_DIR to a folder on a writable file system, or put the project folder on one.',
      { cause: error },
    );
  }
  if (/EACCES|EPERM|Permission denied|Operation not permitted/i.test(text)) {
    return new Trouble(
      `A file or folder may not be read or written by this account (while ${doing}${where}).`,
      'Start from the account that owns the folder, correct its owner with chown, or set DATA_DIR to a folder of your own.',
      { cause: error },
    );
  }
  if (NETWORK.test(text)) {
    return new Trouble(
      `The network could not be reached (while ${doing}).`,
      'The first start downloads packages: check the connection or the proxy settings (HTTPS_PROXY), then start again.',
      { cause: error },
    );
  }
  return undefined;
}

/** The last lines of a program's output, for a person who has to find out why it failed. */
export const tail = (text, lines = 20) => text.trimEnd().split('\n').slice(-lines).join('\n');

/** Prints a failure the way a person should meet it and returns the exit code. */
export function report(error) {
  const known = error instanceof Trouble ? error : explain(error, 'starting');
  if (known) {
    console.error(`\n${known.message}`);
    if (known.remedy) console.error(known.remedy);
  } else {
    console.error('\nSomething failed that this script did not foresee:');
    console.error(error);
  }
  return 1;
}
