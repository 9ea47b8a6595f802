import { Problem, type Tx, type Who } from '#platform';

/** Whoever changes how a person signs in waits here for the one before, and sees what that one has changed. */
export async function holdPerson(tx: Tx, personId: string): Promise<void> {
  // Not FOR UPDATE, which would keep waiting whatever else names the person.
  await tx.query('SELECT 1 FROM people WHERE id = $1 FOR NO KEY UPDATE', [personId]);
}

/**
 * For each change that a caller asks for. The door let the session or token in before the transaction began; a reset
 * may have ended it since, perhaps because of this very caller. Held, it cannot end before the change is made.
 */
export async function holdCaller(tx: Tx, { personId, by }: Who): Promise<void> {
  await holdPerson(tx, personId);
  const [table, id] = by.kind === 'session' ? ['sessions', by.sessionId] : ['api_tokens', by.tokenId];
  const alive = (await tx.query(`SELECT 1 FROM ${table} WHERE id = $1 FOR KEY SHARE`, [id])) as unknown[];
  if (alive.length === 0)
    throw new Problem(
      'sign-in-required',
      `The ${by.kind} ended while you asked. Nothing was changed.`,
      {},
      { 'www-authenticate': 'Bearer realm="Fretboard"' },
    );
}
