/** The shape of the skills graph: slug → direct prerequisites. Pure; knows nothing of files. */
export type Needs = ReadonlyMap<string, readonly string[]>;

/** All prerequisites of a skill, nearest first; the skill itself is left out. Safe on graphs with a cycle. */
export function closure(needs: Needs, slug: string): string[] {
  const found = new Set<string>([slug]);
  for (const reached of found) {
    for (const next of needs.get(reached) ?? []) found.add(next);
  }
  found.delete(slug);
  return [...found];
}

/** One cycle as it is walked, first slug repeated at its end; null when there is none. */
export function findCycle(needs: Needs): string[] | null {
  const done = new Set<string>();
  const walk = (slug: string, trail: string[]): string[] | null => {
    const start = trail.indexOf(slug);
    if (start >= 0) return [...trail.slice(start), slug];
    if (done.has(slug)) return null;
    for (const next of needs.get(slug) ?? []) {
      const cycle = walk(next, [...trail, slug]);
      if (cycle) return cycle;
    }
    done.add(slug);
    return null;
  };
  for (const slug of needs.keys()) {
    const cycle = walk(slug, []);
    if (cycle) return cycle;
  }
  return null;
}

/** Direct prerequisites of a skill that follow from its others, with the one they follow from. */
export function impliedNeeds(needs: Needs, slug: string): { need: string; by: string }[] {
  const direct = needs.get(slug) ?? [];
  return direct.flatMap((need) => {
    const by = direct.find((other) => other !== need && closure(needs, other).includes(need));
    return by ? [{ need, by }] : [];
  });
}

/** Prerequisites before what needs them; among equals the given order stays. The graph must have no cycle. */
export function topological(needs: Needs, slugs: Iterable<string>): string[] {
  const wanted = [...slugs];
  const within = new Set(wanted);
  const placed = new Set<string>();
  const place = (slug: string): void => {
    if (placed.has(slug)) return;
    for (const need of closure(needs, slug).toReversed()) {
      if (within.has(need) && !placed.has(need)) place(need);
    }
    placed.add(slug);
  };
  for (const slug of wanted) place(slug);
  return [...placed];
}
