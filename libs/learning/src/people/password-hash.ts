import { hash, verify } from '@node-rs/argon2';

/**
 * Argon2id with 19 MiB, two passes and one lane: the OWASP Password Storage Cheat Sheet's recommended minimum
 * (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html, read November 2026). About 11 ms
 * here. Argon2id is the library's default; its enum cannot be named under verbatimModuleSyntax. It runs on libuv's four threads, so at most four hashes (76 MiB) are made at once.
 */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, parameters);

let nobody: Promise<string> | undefined;

/** With no hash to compare it takes as long as with a wrong password, so that time does not tell who has an account. */
export async function passwordFits(password: string, stored: string | undefined): Promise<boolean> {
  nobody ??= hashPassword('nobody has this password');
  const fits = await verify(stored ?? (await nobody), password);
  return fits && stored !== undefined;
}
