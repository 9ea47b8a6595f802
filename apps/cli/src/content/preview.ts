import { parseArgs } from 'node:util';
import type { ExerciseBundle } from '#contract';
import { checkContent, formatFinding, readContent } from '#content';
import type { ContentConfig } from './config.js';

/** What learners will read, in one place: authors and reviewers judge a text best when they see it whole. */
export async function previewCommand(args: string[], { root }: ContentConfig): Promise<number> {
  const [slug] = parseArgs({ args, allowPositionals: true }).positionals;
  const content = await readContent(root);
  const exercise = content.exercises.find((one) => one.slug === slug);
  if (exercise) {
    console.log(preview(exercise));
    return 0;
  }
  const findings = checkContent(content).filter(({ file }) => slug && file.startsWith(`exercises/${slug}`));
  for (const finding of findings) console.error(formatFinding(finding));
  console.error(slug ? `There is no exercise "${slug}" that can be read.` : 'Name an exercise.');
  return 1;
}

function preview(exercise: ExerciseBundle): string {
  const files = Object.keys(exercise.starter).map(
    (path) => `  ${exercise.edit.includes(path) ? '*' : ' '} ${path}`,
  );
  const created = exercise.edit.filter((path) => !(path in exercise.starter)).map((path) => `  + ${path}`);
  const checks = exercise.checks.map(({ id, title, onFail, needs, see }, index) =>
    [
      `${index + 1}. ${title}   (${id}${needs.length > 0 ? `, needs ${needs.join(', ')}` : ''})`,
      wrap(onFail, '   '),
      ...(see ? [`   → ${see}`] : []),
    ].join('\n'),
  );
  const wrong = exercise.wrong.map(({ dir, fails, status, why }) => `  ${dir}: ${fails} ${status}; ${why}`);
  return [
    `${exercise.title}  (${exercise.slug}, ${exercise.kind}, ${exercise.level}, ${exercise.minutes} minutes, ${exercise.status})`,
    `Proves: ${exercise.skills.join(', ')}`,
    section('Task', exercise.task),
    section('Files  (* may be changed, + may be created)', [...files, ...created].join('\n')),
    section('Checks and what they say', checks.join('\n\n')),
    ...exercise.hints.map(({ id, text }) => section(`Hint ${id}`, text)),
    section('Wrong solutions and the check that catches each', wrong.join('\n')),
  ].join('\n');
}

function section(title: string, text: string): string {
  return `\n${title}\n${'─'.repeat(title.length)}\n${text}`;
}

/** Messages are folded YAML, so their line ends mean nothing. */
function wrap(text: string, indent: string, width = 88): string {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines.map((line) => indent + line).join('\n');
}
