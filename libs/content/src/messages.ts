import type { ExerciseBundle } from '#contract';

const PLACEHOLDER = /\{([A-Za-z_]\w*)\}/g;

/** Names in braces that facts of the check fill. `{% tag %}` and `{{ variable }}` of templates are not placeholders. */
export function placeholders(message: string): string[] {
  const found = [...message.matchAll(PLACEHOLDER)].filter(({ index }) => message[index - 1] !== '{');
  return [...new Set(found.map((match) => match[1] ?? ''))];
}

/** Whether a shown message was made from this template: its fixed text, with anything in place of the facts. */
export function fits(message: string, template: string): boolean {
  const fixed = template.split(PLACEHOLDER).filter((_, index) => index % 2 === 0);
  const pattern = fixed.map((part) =>
    part
      .trim()
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace(/\s+/g, '\\s+'),
  );
  return new RegExp(`^\\s*${pattern.join('[\\s\\S]*?')}\\s*$`).test(message);
}

/**
 * Words of the hidden checks that a learner must not meet in a message: names of files, functions and checks. Names
 * that the learner's own project or task uses as well are no secret.
 */
export function secretNames(bundle: ExerciseBundle, defined: readonly string[]): string[] {
  const shown = [
    bundle.task,
    ...Object.entries(bundle.starter).flat(),
    ...Object.entries(bundle.visible).flat(),
  ].join('\n');
  const candidates = [
    'test_checks',
    'checks.yaml',
    ...bundle.checks.map(({ id }) => id).filter((id) => id.includes('_')),
    ...defined.filter((name) => name.includes('_') && !name.startsWith('__')),
  ];
  return [...new Set(candidates)].filter((name) => !new RegExp(`\\b${escape(name)}\\b`).test(shown));
}

export function mentions(message: string, name: string): boolean {
  return new RegExp(`\\b${escape(name)}\\b`).test(message);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
