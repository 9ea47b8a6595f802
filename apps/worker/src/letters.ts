import type { z } from 'zod';
import type { sendMail } from '#contract';
import { linkHours } from '#learning';
import type { Letter } from './mail.js';

type Template = z.infer<typeof sendMail.payload>['template'];

export interface Addressed {
  readonly to: string;
  /** How to greet, where the person is known to own the mailbox. */
  readonly name?: string;
  /** Goes into the link, where the letter has one. */
  readonly secret?: string;
  readonly publicUrl: string;
}

const link = ({ publicUrl, secret = '' }: Addressed, page: string) => {
  const url = new URL(page, publicUrl);
  if (secret) url.searchParams.set('token', secret);
  return url.href;
};

const hours = (purpose: keyof typeof linkHours) => {
  const count: number = linkHours[purpose];
  return count === 1 ? 'an hour' : `${count} hours`;
};

const bodies: Record<Template, { subject: string; text: (to: Addressed) => string }> = {
  'verify-email': {
    subject: 'Confirm your e-mail for Fretboard',
    text: (to) => `Please confirm that this address is yours:

${link(to, '/verify-email')}

The link works once, for ${hours('verify-email')}. You can learn and hand in exercises before; certificates need a
confirmed address. If you did not sign up, ignore this mail.`,
  },
  'reset-password': {
    subject: 'Set a new password for Fretboard',
    text: (to) => `Somebody, hopefully you, asked for a new password. Set it here:

${link(to, '/reset-password')}

The link works once, for ${hours('reset-password')}. It also signs you out everywhere and removes your API tokens.
If you did not ask, ignore this mail: your password stays as it is.`,
  },
  'password-changed': {
    subject: 'Your Fretboard password was changed',
    text: (to) => `The password of your account was changed, and other browsers were signed out.

If that was not you, set a new one now:

${link(to, '/forgot-password')}`,
  },
  'already-registered': {
    subject: 'You already have a Fretboard account',
    text: (
      to,
    ) => `Somebody, perhaps you, tried to sign up with this address. It has an account already, and nothing
was changed. Sign in here:

${link(to, '/sign-in')}

If you forgot the password, set a new one:

${link(to, '/forgot-password')}`,
  },
};

/** Plain text for people. A name is the learner's own words, so it is kept to one line. */
export function letterOf(template: Template, to: Addressed): Letter {
  const { subject, text } = bodies[template];
  const name = to.name?.replaceAll(/\s+/g, ' ').trim();
  return {
    to: to.to,
    subject,
    text: `Hello${name ? ` ${name}` : ''},\n\n${text(to)}\n\nFretboard\n${to.publicUrl}\n`,
  };
}
