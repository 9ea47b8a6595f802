import type { ExerciseBundle, Frame, ProjectFiles } from '#contract';
import type { ErrorReport } from './report.js';

const MESSAGE = 4_000;
/** Shorter lines of the hidden checks are ordinary words of Python and say nothing. */
const TELLING_LINE = 24;

/**
 * At most `most` characters that every store and page can keep: PostgreSQL's JSON holds no NUL and no half of a surrogate
 * pair, also not one that cutting has made.
 */
export function cut(text: string, most: number): string {
  return text.slice(0, most).replaceAll('\u0000', '\uFFFD').toWellFormed();
}

/** Puts the facts of a failing check into its message; a place without a fact reads as "?". */
export function fill(template: string, facts: Record<string, string>): string {
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    Object.hasOwn(facts, name) ? (facts[name] ?? '?') : '?',
  );
  return cut(filled, MESSAGE);
}

/** Own lines of a traceback. The learner's process names file and line; the text comes from the files we have. */
export function ownFrames(error: ErrorReport, project: ProjectFiles): Frame[] {
  const frames = error.frames.flatMap(({ path, line }) => {
    // The path is the learner's word: every object has a "constructor".
    const source = Object.hasOwn(project, path) ? project[path]?.split('\n')[line - 1] : undefined;
    return source === undefined ? [] : [{ path, line, source: cut(source.trim(), 300) }];
  });
  return frames.slice(-20);
}

/** Text of the learner's process, unless it repeats something of the hidden checks. */
export class Curtain {
  private readonly lines: string[];

  constructor(bundle: ExerciseBundle) {
    this.lines = Object.values(bundle.hidden)
      .flatMap((text) => text.split('\n'))
      .map((line) => line.trim())
      .filter((line) => line.length >= TELLING_LINE);
    this.lines.push('test_checks');
  }

  describe(error: ErrorReport): string {
    const text = error.message === '' ? error.type : `${error.type}: ${error.message}`;
    if (this.lines.some((line) => text.includes(line)))
      return cut(`${error.type} (its message is withheld)`, MESSAGE);
    return cut(text, MESSAGE);
  }
}

const PHASES: Record<string, string> = {
  settings: 'The settings of the project could not be loaded.',
  apps: 'The apps of the project could not be loaded.',
  urls: 'The URLs of the project could not be loaded.',
  migrations: 'The tables of the project could not be made by its migrations.',
};

export function setUpMessage(error: ErrorReport, description: string): string {
  const named = Object.hasOwn(PHASES, error.phase ?? '') ? PHASES[error.phase ?? ''] : undefined;
  const lead = named ?? 'Your code could not be loaded.';
  return cut(`${lead} ${description}`, MESSAGE);
}
