/** What a page takes from its address. Unknown keys and values that are not plain words are dropped. */
export type Search = Record<string, unknown>;

const LONGEST = 200;

const word = (value: unknown) =>
  typeof value === 'string' && value !== '' ? value.slice(0, LONGEST) : undefined;

/** Reads some keys as words. */
export const words =
  <K extends string>(...keys: readonly K[]) =>
  (search: Search): { [key in K]?: string } => {
    const found: { [key in K]?: string } = {};
    for (const key of keys) {
      const value = word(search[key]);
      if (value !== undefined) found[key] = value;
    }
    return found;
  };

/**
 * Where to go after signing in. Only addresses of our own: `//host` and `https:` would lead elsewhere, and so would a tab
 * between the slashes, as browsers leave it out.
 */
export function back(search: Search): { back?: string } {
  const address = word(search.back);
  return address && /^\/(?![/\\])\P{Cc}*$/u.test(address) ? { back: address } : {};
}

export type SkillsView = 'map' | 'list';
export function skillsSearch(search: Search) {
  const found = words('path', 'area', 'q', 'skill', 'state')(search);
  const view: { view?: SkillsView } =
    search.view === 'list' || search.view === 'map' ? { view: search.view } : {};
  return { ...found, ...view };
}
