import type { ProblemKind } from './problem.js';

/** What a reader can do about each problem. Exhaustive, so that a new problem cannot reach a page without advice. */
const advice: Record<ProblemKind, string> = {
  'invalid-request': 'Correct the fields that are marked, then send again.',
  'malformed-body': 'Load the page again and repeat the last step.',
  'unsupported-media-type': 'Load the page again and repeat the last step.',
  'too-large': 'Make it smaller, then send again.',
  'not-found': 'Check the address, or start from the list of skills.',
  'method-not-allowed': 'Load the page again and repeat the last step.',
  'sign-in-required': 'Sign in again. What you wrote is kept on this device.',
  'wrong-credentials': 'Check how it is written, or set a new password.',
  forbidden: 'Ask a steward for the role if you need it.',
  'cross-site-request': 'Open Fretboard in a tab of its own and repeat the last step.',
  'too-many-requests': 'Wait a minute, then try again.',
  'email-unavailable': 'If it is not yours, check how it is written.',
  'token-invalid': 'Ask for a new link and use the newest one.',
  'last-steward': 'Grant the role to somebody else first.',
  'unknown-exercise': 'It may have been renamed: look for it in the list of exercises.',
  'unknown-skill': 'It may have been renamed: look for it in the list of skills.',
  'unknown-path': 'Choose a path in your account.',
  'unknown-hint': 'Load the page again to see the hints there are.',
  'hint-order': 'Open the earlier hints first.',
  'not-passed-yet': 'Pass the exercise, then its solutions open.',
  'exercise-not-gradable': 'Nothing was counted. Your work is kept; try again later or another exercise.',
  'files-too-large': 'Shorten the file, then submit again.',
  'too-many-files': 'Hand in fewer files.',
  'file-not-editable': 'Undo the change to that file and submit again.',
  'file-path-invalid': 'Rename the file, then submit again.',
  'file-not-text': 'Remove the characters that are not text, then submit again.',
  'no-files': 'Change a file first, then submit.',
  'idempotency-key-reused': 'Submit again.',
  'submission-finished': 'Its result is below.',
  'not-ready': 'Try again in a moment; nothing was lost.',
  offline: 'Try again when it is back.',
  fault: 'Try again in a moment. If it stays, tell us the request id.',
};

export const adviceFor = (kind: ProblemKind): string => advice[kind] ?? advice.fault;
