/**
 * Whether a Django version such as `5.2` or `5.2.8` lies in a range such as `>=4.2` or `>=4.2,<6.0`. No range admits
 * every version; a bare version means that feature release only. Patch releases do not matter.
 */
export function admits(range: string | null, version: string): boolean {
  if (range === null) return true;
  const at = feature(version);
  return range.split(',').every((part) => {
    const match = /^(>=|<|==)?(.+)$/.exec(part.trim());
    if (!match?.[2]) return false;
    const bound = feature(match[2]);
    if (match[1] === '>=') return at >= bound;
    if (match[1] === '<') return at < bound;
    return at === bound;
  });
}

function feature(version: string): number {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major * 1000 + minor;
}
