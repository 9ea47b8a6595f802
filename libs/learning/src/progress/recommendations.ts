import { Injectable } from '@nestjs/common';
import type { NextQuery, NextView, Recommend } from '#contract';
import { Clock, Problem } from '#platform';
import { People } from '../people/index.js';
import { pathFor, requirePath, requireSkill } from '../skills/index.js';
import { Progress } from './progress.js';
import { recommend } from './recommend.js';
import { standingOfKnown } from './standing.js';

/** What to learn next: for a person from the log, for anybody from a list of what is known. */
@Injectable()
export class Recommendations {
  constructor(
    private readonly clock: Clock,
    private readonly people: People,
    private readonly progress: Progress,
  ) {}

  /** Without a path in the question that of the profile counts, and without one there the first of all. */
  async next(personId: string, query: NextQuery): Promise<NextView> {
    const [profile, { terrain, standing }] = await Promise.all([
      this.people.require(personId),
      this.progress.standing(personId),
    ]);
    const { graph } = terrain;
    const path = query.path === undefined ? pathFor(graph, profile.path) : requirePath(graph, query.path);
    const chosen = profile.electives.flatMap((slug) => graph.find(slug) ?? []);
    return recommend({
      terrain,
      path,
      electives: path.electives.from.filter((skill) => chosen.includes(skill)),
      standing,
      asOf: this.clock.now(),
      limit: query.limit,
      about: query.about === undefined ? undefined : requireSkill(graph, query.about),
    });
  }

  /** Stateless: what is listed as known counts as proven for this answer only. */
  async recommend({ known, path, limit, about }: Recommend): Promise<NextView> {
    const terrain = await this.progress.terrain();
    const { graph } = terrain;
    const unknown = [...new Set(known)].filter((slug) => graph.find(slug) === undefined);
    if (unknown.length > 0) {
      throw new Problem('unknown-skill', `There is no skill “${unknown.slice(0, 3).join('”, “')}”.`, {
        skills: unknown,
      });
    }
    return recommend({
      terrain,
      path: requirePath(graph, path),
      electives: [],
      standing: standingOfKnown(
        terrain,
        known.map((slug) => graph.at(slug)),
      ),
      asOf: this.clock.now(),
      limit,
      about: about === undefined ? undefined : requireSkill(graph, about),
    });
  }
}
