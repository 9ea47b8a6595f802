import { type Catalogue, type Listed, provesNow } from '../exercises/index.js';
import { type Graph, SkillSet } from '../skills/index.js';

/** The graph together with the exercises that are written: where one can go. The same for every learner. */
export interface Terrain {
  readonly graph: Graph;
  /** Skills that can be proven, because all their exercises are written and can be judged. */
  readonly provable: SkillSet;
  /** Of each skill, the exercises that prove it and, where it is written, what can be taken. */
  readonly exercises: readonly (readonly { readonly slug: string; readonly written: Listed | undefined }[])[];
}

export function terrainOf(graph: Graph, written: Catalogue): Terrain {
  const exercises = graph.skills.map(({ assess }) =>
    assess.map((slug) => ({ slug, written: written.get(slug) })),
  );
  const provable = new SkillSet(graph.skills.length);
  exercises.forEach((list, skill) => {
    if (list.every(({ written: one }) => one && provesNow(one))) provable.add(skill);
  });
  return { graph, provable, exercises };
}

/**
 * Of each skill, the prerequisites that hold it back. A prerequisite that nobody can prove yet holds nobody back:
 * in its place stand its own prerequisites.
 */
export function heldBackBy({ graph, provable }: Terrain, proven: SkillSet): SkillSet[] {
  const size = graph.skills.length;
  const missing = Array.from({ length: size }, () => new SkillSet(size));
  for (const skill of graph.order) {
    for (const need of graph.needs[skill]!) {
      if (proven.has(need)) continue;
      if (provable.has(need)) missing[skill]!.add(need);
      else missing[skill]!.addAll(missing[need]!);
    }
  }
  return missing;
}
