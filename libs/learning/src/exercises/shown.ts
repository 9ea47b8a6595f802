import {
  type ExerciseBundle,
  type ExerciseSummary,
  type ExerciseView,
  type ProjectFiles,
  publicTests,
} from '#contract';
import { renderMarkdown } from '#content';

/** What of a bundle anybody may see. Named key by key, so that a new secret of the bundle stays one. */
export type Shown = Pick<
  ExerciseBundle,
  | 'title'
  | 'kind'
  | 'skills'
  | 'level'
  | 'minutes'
  | 'django'
  | 'python'
  | 'packages'
  | 'edit'
  | 'timeoutSeconds'
  | 'authors'
  | 'task'
  | 'starter'
  | 'visible'
> & {
  checks: ExerciseView['checks'];
  /** ids; the text of a hint is asked for one by one. */
  hints: string[];
};

export function shown(bundle: ExerciseBundle): Shown {
  return {
    title: bundle.title,
    kind: bundle.kind,
    skills: bundle.skills,
    level: bundle.level,
    minutes: bundle.minutes,
    django: bundle.django,
    python: bundle.python,
    packages: bundle.packages,
    edit: bundle.edit,
    timeoutSeconds: bundle.timeoutSeconds,
    authors: bundle.authors,
    task: bundle.task,
    starter: bundle.starter,
    visible: bundle.visible,
    checks: bundle.checks.map(({ id, title, needs }) => ({ id, title, needs })),
    hints: bundle.hints.map(({ id }) => id),
  };
}

/** One exercise of the set in force. */
export interface Listed {
  readonly slug: string;
  readonly version: string;
  readonly status: ExerciseSummary['status'];
  readonly shown: Shown;
}

/** Reviews by mentors are not open yet, so what ends with one proves nothing so far. Goes when they open. */
export const provesNow = ({ shown: { kind } }: Listed): boolean => kind !== 'review';

export function summaryOf({ slug, status, shown: { title, kind, skills, level, minutes } }: Listed): ExerciseSummary {
  return { slug, title, kind, skills, level, minutes, status };
}

export function viewOf(listed: Listed): ExerciseView {
  const { version, shown: all } = listed;
  return {
    ...summaryOf(listed),
    version,
    taskHtml: renderMarkdown(all.task),
    files: filesOf(all),
    checks: all.checks,
    hintCount: all.hints.length,
    hints: all.hints,
    timeoutSeconds: all.timeoutSeconds,
    django: all.django,
    practice: publicTests(all).length > 0,
  };
}

/** The editable files first, in the author's order, those still to be written included; then the rest by name. */
function filesOf({ starter, visible, edit }: Shown): ExerciseView['files'] {
  const texts: ProjectFiles = { ...starter, ...visible };
  const rest = Object.keys(texts)
    .filter((path) => !edit.includes(path))
    .sort();
  return [
    ...edit.map((path) => ({ path, text: texts[path] ?? '', editable: true })),
    ...rest.map((path) => ({ path, text: texts[path]!, editable: false })),
  ];
}
