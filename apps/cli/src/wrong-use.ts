/** `parseArgs` throws a TypeError with such a code for an option it does not know or that lacks its value. */
export function isWrongUse(cause: unknown): cause is Error {
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('ERR_PARSE_ARGS');
}
