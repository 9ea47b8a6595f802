import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, so that no one guesses it and a plain hash is enough to keep it. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is stored instead of the secret. Fast on purpose: only passwords are weak enough to need a slow hash. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
