import type { ExerciseBundle, ProjectFiles } from '#contract';
import { checkMessages } from './check-messages.js';
import { checkReview } from './check-review.js';
import { checkVersions } from './check-versions.js';
import type { ExerciseFolder } from './exercise-folder.js';
import { error, type Finding, warning } from './finding.js';
import { type Content } from './read.js';
import { contentPath } from './schemas.js';
import { styleFindings } from './style.js';

const TOP = /^(exercise(\.[a-z]{2})?\.md|hints(\.[a-z]{2})?\.md|mentor\.md|aliases)$/;
const FOLDERS = /^(starter|visible|checks|solution|(accepted|wrong|versions|mutants|reviewed)\/[^/]+)\//;

export function checkExercises(content: Content): Finding[] {
  return content.folders.flatMap((folder) => {
    const findings = checkNames(folder, content);
    if (folder.bundle) {
      findings.push(
        ...checkReferences(folder, folder.bundle, content),
        ...checkOverlays(folder, folder.bundle),
        ...checkVersions(folder, folder.bundle),
        ...checkMessages(folder, folder.bundle),
        ...checkReview(folder, folder.bundle),
        ...checkTexts(folder, folder.bundle),
      );
    }
    return findings;
  });
}

function checkNames({ dir, files, bundle }: ExerciseFolder, { folders, exercises }: Content): Finding[] {
  const findings: Finding[] = [];
  for (const path of files.keys()) {
    if (!TOP.test(path) && !FOLDERS.test(path)) {
      findings.push(
        error(
          `${dir}/${path}`,
          1,
          'unknown-file',
          'This file has no place in an exercise; see exercises/README.md.',
        ),
      );
    }
  }
  // With a bundle the overlays are checked one by one; before that, say at least what is not there at all.
  for (const part of bundle ? [] : ['starter/', 'solution/', 'wrong/']) {
    if ([...files.keys()].some((path) => path.startsWith(part))) continue;
    findings.push(error(dir, 1, 'missing-file', `\`${part}\` is missing.`));
  }
  const aliases = (files.get('aliases') ?? '').split('\n').filter((line) => line.trim());
  aliases.forEach((alias, index) => {
    const taken = exercises.some(({ slug }) => slug === alias) || folders.some(({ name }) => name === alias);
    if (taken)
      findings.push(error(`${dir}/aliases`, index + 1, 'alias', `\`${alias}\` is the slug of an exercise.`));
  });
  return findings;
}

function checkReferences(folder: ExerciseFolder, bundle: ExerciseBundle, { skills }: Content): Finding[] {
  const file = `${folder.dir}/exercise.md`;
  const line = folder.frontMatterLine;
  const findings: Finding[] = [];
  if (bundle.slug !== folder.name) {
    findings.push(
      error(file, line(['slug']), 'slug', `The slug differs from the folder’s name, \`${folder.name}\`.`),
    );
  }
  bundle.skills.forEach((slug, index) => {
    const skill = skills.find((one) => one.slug === slug);
    if (!skill)
      findings.push(error(file, line(['skills', index]), 'unknown-skill', `There is no skill \`${slug}\`.`));
    else if (!skill.assess.includes(bundle.slug) && bundle.status !== 'draft') {
      const sentence = `The skill \`${slug}\` does not list this exercise in \`assess\`.`;
      findings.push(error(file, line(['skills', index]), 'assess', sentence));
    }
  });
  const ids = new Set(bundle.checks.map(({ id }) => id));
  if (bundle.startFails && !ids.has(bundle.startFails)) {
    findings.push(
      error(file, line(['starter_fails']), 'unknown-check', `There is no check \`${bundle.startFails}\`.`),
    );
  }
  bundle.wrong.forEach(({ fails }, index) => {
    if (!ids.has(fails))
      findings.push(
        error(file, line(['wrong', index, 'fails']), 'unknown-check', `There is no check \`${fails}\`.`),
      );
  });
  if (bundle.level !== 'foundation' && bundle.accepted.length === 0) {
    findings.push(
      error(
        file,
        line(['accepted']),
        'Q2',
        'From junior level on, add another right solution under accepted/.',
      ),
    );
  }
  return findings;
}

function checkOverlays(folder: ExerciseFolder, bundle: ExerciseBundle): Finding[] {
  const { dir } = folder;
  const findings: Finding[] = [];
  const listed = new Map<string, ProjectFiles>([['solution', bundle.solution]]);
  for (const one of bundle.accepted) listed.set(`accepted/${one.dir}`, one.files);
  for (const one of bundle.wrong) {
    if (listed.has(`wrong/${one.dir}`))
      findings.push(
        error(
          `${dir}/exercise.md`,
          folder.frontMatterLine(['wrong']),
          'overlay',
          `wrong/${one.dir} is listed twice.`,
        ),
      );
    listed.set(`wrong/${one.dir}`, one.files);
  }
  for (const one of bundle.review?.examples ?? []) listed.set(`reviewed/${one.dir}`, one.files);
  for (const [name, files] of listed) findings.push(...checkOverlay(`${dir}/${name}`, name, files, bundle));
  for (const path of folder.files.keys()) {
    const overlay = /^(accepted|wrong|reviewed)\/[^/]+/.exec(path)?.[0];
    if (overlay && !listed.has(overlay)) {
      listed.set(overlay, {});
      findings.push(error(`${dir}/${overlay}`, 1, 'overlay', 'The front matter does not list this folder.'));
    }
  }
  if (Object.keys(bundle.starter).length === 0)
    findings.push(error(`${dir}/starter`, 1, 'missing-file', 'The starter has no files.'));
  bundle.edit.forEach((path, index) => {
    if (path in bundle.starter || path in bundle.solution) return;
    const line = folder.frontMatterLine(['edit', index]);
    findings.push(
      error(`${dir}/exercise.md`, line, 'edit', `Neither the starter nor the solution has \`${path}\`.`),
    );
  });
  for (const path of Object.keys(bundle.visible)) {
    if (bundle.edit.includes(path) || path in bundle.starter) {
      findings.push(
        error(
          `${dir}/visible/${path}`,
          1,
          'overlay',
          'A visible test may not replace a file of the starter or of the hand-in.',
        ),
      );
    }
  }
  return findings;
}

function checkOverlay(where: string, name: string, files: ProjectFiles, bundle: ExerciseBundle): Finding[] {
  const paths = Object.keys(files);
  if (paths.length === 0) return [error(where, 1, 'overlay', `\`${name}\` has no files.`)];
  return paths.flatMap((path) => {
    if (!contentPath.safeParse(path).success)
      return [error(`${where}/${path}`, 1, 'overlay', 'The path leaves the folder or is not plain.')];
    if (!bundle.edit.includes(path)) {
      return [
        error(
          `${where}/${path}`,
          1,
          'Q7',
          `\`${path}\` is not listed in \`edit\`, so a learner could not hand it in.`,
        ),
      ];
    }
    if (files[path] === bundle.starter[path]) {
      return [
        warning(`${where}/${path}`, 1, 'overlay', 'The file equals the one in the starter; leave it out.'),
      ];
    }
    return [];
  });
}

function checkTexts({ dir, files }: ExerciseFolder, bundle: ExerciseBundle): Finding[] {
  const exercise = files.get('exercise.md') ?? '';
  const taskLine = exercise.slice(0, exercise.indexOf(bundle.task)).split('\n').length;
  const findings = [
    ...styleFindings(`${dir}/exercise.md`, taskLine, bundle.task),
    ...styleFindings(`${dir}/hints.md`, 1, files.get('hints.md') ?? ''),
  ];
  if (!bundle.task)
    findings.push(error(`${dir}/exercise.md`, 1, 'task', 'Write the task below the front matter.'));
  return findings;
}
