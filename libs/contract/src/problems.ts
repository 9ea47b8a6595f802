/**
 * Every refusal a client can meet, by name. The key is the last part of the problem's `type` URI (RFC 9457) and the
 * word programs switch on; `about` fills the page at /problems/<name>.
 */
export interface ProblemSpec {
  readonly status: number;
  readonly title: string;
  readonly about: string;
}

export const problems = {
  'invalid-request': {
    status: 422,
    title: 'The request is not valid',
    about: '`issues` lists each field that does not fit, with a sentence. Nothing was changed.',
  },
  'malformed-body': {
    status: 400,
    title: 'The body could not be read',
    about: 'The body is not valid JSON in UTF-8. Nothing was changed.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'This content type is not accepted',
    about: 'Send JSON, with the header `Content-Type: application/json`.',
  },
  'too-large': {
    status: 413,
    title: 'The request is too large',
    about: 'The body is larger than this address accepts. Nothing was kept.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing here',
    about: 'The address is unknown, or what it names does not exist for you.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This address does not take that method',
    about: 'The `Allow` header lists the methods it takes.',
  },
  'sign-in-required': {
    status: 401,
    title: 'Sign in first',
    about:
      'The session is missing or has ended, or the token is unknown or expired. Sign in and send the request again.',
  },
  'wrong-credentials': {
    status: 401,
    title: 'E-mail or password is wrong',
    about: 'The same answer is given whether or not the account exists.',
  },
  'wrong-password': {
    status: 401,
    title: 'The current password is wrong',
    about: 'What cannot be undone asks for the password again. Nothing was changed, and you stay signed in.',
  },
  forbidden: {
    status: 403,
    title: 'This needs a role or scope you do not have',
    about: '`needs` names the role or the scope of the token.',
  },
  'cross-site-request': {
    status: 403,
    title: 'The request came from another site',
    about: 'Requests that change something with a session cookie must come from Fretboard’s own pages.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    about: 'Wait for the number of seconds in `Retry-After`.',
  },
  'email-unavailable': {
    status: 409,
    title: 'This e-mail cannot be used',
    about: 'An account may already exist for it. Try to sign in or to reset the password.',
  },
  'token-invalid': {
    status: 410,
    title: 'This link or token is no longer valid',
    about: 'It was used already, has expired, or was replaced by a newer one. Ask for a new one.',
  },
  'last-steward': {
    status: 409,
    title: 'The last steward cannot be removed',
    about: 'Grant the role to somebody else first.',
  },
  'unknown-exercise': {
    status: 404,
    title: 'There is no such exercise',
    about: '`exercise` names what was asked for. It may have been renamed.',
  },
  'unknown-skill': {
    status: 404,
    title: 'There is no such skill',
    about: '`skills` names what was asked for.',
  },
  'unknown-path': { status: 404, title: 'There is no such path', about: '`path` names what was asked for.' },
  'unknown-hint': {
    status: 404,
    title: 'There is no such hint',
    about: 'Hints are numbered from 1; the exercise says how many there are.',
  },
  'hint-order': {
    status: 409,
    title: 'Open the earlier hints first',
    about: 'Hints are opened one at a time; `next` is the number of the next one.',
  },
  'not-passed-yet': {
    status: 403,
    title: 'Solutions are shown after passing',
    about: 'Pass the exercise, then its solutions open.',
  },
  'exercise-not-gradable': {
    status: 409,
    title: 'This exercise cannot be graded here',
    about: '`reason` says what is missing on this server. Nothing was counted.',
  },
  'files-too-large': {
    status: 413,
    title: 'A file is too large',
    about: '`path` names the file, `bytes` its size and `limit` what is accepted.',
  },
  'too-many-files': {
    status: 413,
    title: 'There are too many files',
    about: '`files` is the number sent and `limit` what is accepted.',
  },
  'file-not-editable': {
    status: 422,
    title: 'This file is not part of the hand-in',
    about: '`path` names a file that the exercise does not list as editable; `editable` lists those it does.',
  },
  'file-path-invalid': {
    status: 422,
    title: 'A file name is not accepted',
    about: '`path` names it. Use relative names with `/`, without `..`, links, control characters or NUL.',
  },
  'file-not-text': {
    status: 422,
    title: 'A file is not text in UTF-8',
    about: '`path` names the file. Files are text without NUL characters, sent as JSON strings.',
  },
  'no-files': { status: 422, title: 'There is nothing to grade', about: 'Send at least one file.' },
  'idempotency-key-reused': {
    status: 422,
    title: 'This Idempotency-Key was used for another request',
    about: 'A key belongs to one request. Use a new key for a new submission.',
  },
  'submission-finished': {
    status: 409,
    title: 'The submission is finished',
    about: 'Only a submission that waits in line or runs can be withdrawn.',
  },
  'line-full': {
    status: 503,
    title: 'The line for grading is full',
    about: 'Nothing was kept. Send the same request again after the number of seconds in `Retry-After`.',
  },
  'incident-closed': {
    status: 409,
    title: 'Somebody has closed this already',
    about: '`resolution` says how it was closed. Nothing was changed.',
  },
  'newer-submission': {
    status: 409,
    title: 'A newer submission waits',
    about: 'Its learner has handed in the same exercise again, and that one is in line.',
  },
  'not-graded-yet': {
    status: 409,
    title: 'There is no verdict yet',
    about: 'The submission waits, is being graded or was taken back; `submission` says which.',
  },
  'not-ready': {
    status: 503,
    title: 'The service is not ready',
    about: 'A part it needs is away. Try again; nothing was lost.',
  },
} as const satisfies Record<string, ProblemSpec>;

export type ProblemName = keyof typeof problems;
