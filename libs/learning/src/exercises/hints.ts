import { Injectable } from '@nestjs/common';
import type { HintList, HintView } from '#contract';
import { renderMarkdown } from '#content';
import { Clock, Db, Problem } from '#platform';
import { Exercises } from './exercises.js';
import { ExerciseBundleRow, HintOpening } from './exercises.tables.js';

/** Hints are opened one by one, in order, and what was opened stays open and is on record. */
@Injectable()
export class Hints {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly exercises: Exercises,
  ) {}

  /** Opening a hint again shows it again; only the first time is recorded. */
  async open(personId: string, slug: string, number: number): Promise<HintView> {
    const { version, shown } = await this.exercises.find(slug);
    const id = shown.hints[number - 1];
    if (id === undefined) {
      const count = shown.hints.length;
      throw new Problem('unknown-hint', count === 0 ? 'This exercise has no hints.' : `The hints are 1 to ${count}.`, {
        hints: count,
      });
    }
    const opened = await this.openedBy(personId, slug);
    const next = shown.hints.findIndex((hint) => !opened.has(hint)) + 1;
    if (!opened.has(id) && number > next) {
      throw new Problem('hint-order', `Open hint ${next} first.`, { next });
    }
    await this.db.read
      .createQueryBuilder()
      .insert()
      .into(HintOpening)
      .values({ personId, exercise: slug, exerciseVersion: version, hint: id, openedAt: this.clock.now() })
      .orIgnore()
      .execute();
    const [view] = await this.read(version, [number]);
    return view!;
  }

  /** The hints this person has opened, in order. */
  async opened(personId: string, slug: string): Promise<HintList> {
    const { version, shown } = await this.exercises.find(slug);
    const opened = await this.openedBy(personId, slug);
    const numbers = shown.hints.flatMap((hint, index) => (opened.has(hint) ? [index + 1] : []));
    return { items: numbers.length === 0 ? [] : await this.read(version, numbers) };
  }

  /** Which hints a person opened when, for the export. */
  export(personId: string): Promise<HintOpening[]> {
    return this.db.read.find(HintOpening, { where: { personId }, order: { openedAt: 'ASC' } });
  }

  private async openedBy(personId: string, exercise: string): Promise<Set<string>> {
    const rows = await this.db.read.findBy(HintOpening, { personId, exercise });
    return new Set(rows.map(({ hint }) => hint));
  }

  /** Takes the hints alone out of the bundle; what else is in it stays in the database. */
  private async read(version: string, numbers: readonly number[]): Promise<HintView[]> {
    const row = await this.db.read
      .createQueryBuilder(ExerciseBundleRow, 'b')
      .select(`b.bundle->'hints'`, 'hints')
      .where({ hash: version })
      .getRawOne<{ hints: { id: string; text: string }[] }>();
    const hints = row?.hints ?? [];
    return numbers.map((number) => {
      const { id, text } = hints[number - 1]!;
      return { id, number, of: hints.length, html: renderMarkdown(text) };
    });
  }
}
