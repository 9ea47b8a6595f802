/** Why a text is not taken; the word is for programs, the message for people. */
export type Fault =
  | 'too-large'
  | 'not-text'
  | 'not-json'
  | 'not-xml'
  | 'doctype'
  | 'too-deep'
  | 'too-many'
  | 'wrong-shape'
  | 'contradiction';

/** A result that another program wrote and that we do not take. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';

  constructor(
    readonly fault: Fault,
    message: string,
  ) {
    super(message);
  }
}
