import { z } from 'zod';
import { djangoVersion, instant, slug } from './scalars.js';

export const role = z.enum(['learner', 'mentor', 'author', 'steward']);
export type Role = z.infer<typeof role>;

/** What a program's token may do. A token never has more rights than its owner. */
export const scope = z.enum(['read', 'submit', 'profile', 'metrics']);
export type Scope = z.infer<typeof scope>;

export const email = z.string().trim().toLowerCase().max(254).pipe(z.email());
/** NIST SP 800-63B: length matters, composition rules do not. */
export const password = z.string().min(10, 'Use at least 10 characters.').max(200);
/** One line; PostgreSQL keeps no NUL, and a letter shows no others. */
const line = z
  .string()
  .trim()
  .regex(/^\P{Cc}*$/u, 'Leave out line breaks and control characters.');
export const displayName = line
  .min(1)
  .max(80)
  // Some fillers count as letters and show nothing.
  .regex(
    /^$|(?!\p{Default_Ignorable_Code_Point}|\u2800)[\p{L}\p{N}]/u,
    'Use at least one letter or digit that shows.',
  )
  // A text-direction override makes a name read as another.
  .regex(
    /^[^\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/,
    'Leave out characters that change the direction of text.',
  );

export const signUp = z.object({ email, password, name: displayName }).meta({ id: 'SignUp' });
export type SignUp = z.infer<typeof signUp>;

export const signIn = z.object({ email, password: z.string().max(200) }).meta({ id: 'SignIn' });
export type SignIn = z.infer<typeof signIn>;

export const me = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    roles: z.array(role),
    emailVerified: z.boolean(),
    path: slug.nullable(),
    electives: z.array(slug),
    django: djangoVersion,
    createdAt: instant,
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof me>;

export const updateProfile = z
  .object({
    name: displayName,
    path: slug.nullable(),
    electives: z.array(slug).max(20),
    django: djangoVersion,
  })
  .partial()
  .meta({ id: 'UpdateProfile' });
export type UpdateProfile = z.infer<typeof updateProfile>;

export const changePassword = z
  .object({ current: z.string().max(200), password })
  .meta({ id: 'ChangePassword' });
export type ChangePassword = z.infer<typeof changePassword>;

export const requestPasswordReset = z.object({ email }).meta({ id: 'RequestPasswordReset' });
export type RequestPasswordReset = z.infer<typeof requestPasswordReset>;

export const resetPassword = z.object({ token: z.string().max(200), password }).meta({ id: 'ResetPassword' });
export type ResetPassword = z.infer<typeof resetPassword>;

export const verifyEmail = z.object({ token: z.string().max(200) }).meta({ id: 'VerifyEmail' });
export type VerifyEmail = z.infer<typeof verifyEmail>;

export const deleteAccount = z.object({ password: z.string().max(200) }).meta({ id: 'DeleteAccount' });
export type DeleteAccount = z.infer<typeof deleteAccount>;

export const sessionView = z
  .object({
    id: z.uuid(),
    current: z.boolean(),
    createdAt: instant,
    lastSeenAt: instant,
    expiresAt: instant,
    userAgent: z.string().nullable(),
    address: z.string().nullable(),
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof sessionView>;
export const sessionList = z.object({ items: z.array(sessionView) }).meta({ id: 'SessionList' });
export type SessionList = z.infer<typeof sessionList>;

export const createToken = z
  .object({
    name: displayName,
    scopes: z.array(scope).min(1),
    days: z.int().min(1).max(365).default(90).describe('life of the token in days'),
  })
  .meta({ id: 'CreateToken' });
export type CreateToken = z.infer<typeof createToken>;
export const tokenView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    scopes: z.array(scope),
    hint: z.string().describe('the last four characters'),
    createdAt: instant,
    expiresAt: instant,
    lastUsedAt: instant.nullable(),
  })
  .meta({ id: 'Token' });
export type TokenView = z.infer<typeof tokenView>;
export const tokenList = z.object({ items: z.array(tokenView) }).meta({ id: 'TokenList' });
export type TokenList = z.infer<typeof tokenList>;
export const newToken = tokenView
  .extend({ token: z.string().describe('shown once; only its hash is kept') })
  .meta({ id: 'NewToken' });
export type NewToken = z.infer<typeof newToken>;

export const changeRole = z.object({ email, role }).meta({ id: 'ChangeRole' });
export type ChangeRole = z.infer<typeof changeRole>;
export const personView = z
  .object({
    id: z.uuid(),
    email: z.string(),
    emailVerified: z.boolean(),
    name: z.string(),
    roles: z.array(role),
    createdAt: instant,
  })
  .meta({ id: 'Person' });
export type PersonView = z.infer<typeof personView>;
export const personList = z
  .object({ items: z.array(personView), next: z.string().nullable() })
  .meta({ id: 'PersonList' });
export type PersonList = z.infer<typeof personList>;
export const roleChange = z
  .object({
    id: z.uuid(),
    at: instant,
    person: z.string().describe('e-mail, or "deleted"'),
    role,
    action: z.enum(['granted', 'revoked']),
    by: z.string().describe('e-mail of a steward, or "command line"'),
  })
  .meta({ id: 'RoleChange' });
export type RoleChange = z.infer<typeof roleChange>;
export const roleChangeList = z.object({ items: z.array(roleChange) }).meta({ id: 'RoleChangeList' });
export type RoleChangeList = z.infer<typeof roleChangeList>;

export const peopleQuery = z.object({
  query: line.max(200).optional().describe('part of an e-mail or a name'),
  after: line.max(254).optional().describe('`next` of the page before'),
});
export type PeopleQuery = z.infer<typeof peopleQuery>;

export const personExport = z
  .object({
    profile: me,
    sessions: z.array(sessionView),
    tokens: z.array(tokenView),
    roleChanges: z.array(roleChange),
  })
  .meta({ id: 'PersonExport' });
export type PersonExport = z.infer<typeof personExport>;
/** Everything Fretboard holds about one person, one key a room. */
export const accountExport = z
  .object({ exportedAt: instant, account: personExport })
  .catchall(z.unknown())
  .meta({ id: 'AccountExport' });
export type AccountExport = z.infer<typeof accountExport>;
