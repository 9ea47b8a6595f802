import type { ExerciseBundle, ProjectFiles } from '#contract';
import type { ExerciseFolder } from './exercise-folder.js';
import { error, type Finding } from './finding.js';

/** The versions of the project that learners' tests or scripts are run on: those in `versions/` and `mutants/`. */
export function checkVersions(folder: ExerciseFolder, bundle: ExerciseBundle): Finding[] {
  const { dir } = folder;
  const findings: Finding[] = [];
  const listed = new Map<string, ProjectFiles>();
  const names = new Set<string>();
  for (const [key, versions] of [
    ['versions', bundle.versions ?? []],
    ['mutants', bundle.mutants],
  ] as const) {
    versions.forEach((version, index) => {
      if (names.has(version.dir)) {
        const line = folder.frontMatterLine([key, index]);
        const sentence = `\`${version.dir}\` is the name of another version.`;
        findings.push(error(`${dir}/exercise.md`, line, 'version', sentence));
      }
      names.add(version.dir);
      listed.set(`${key}/${version.dir}`, version.files);
    });
  }
  const code = Object.values(bundle.hidden).join('\n');
  for (const [name, files] of listed) findings.push(...checkVersion(`${dir}/${name}`, files, bundle, code));
  for (const path of folder.files.keys()) {
    const version = /^(versions|mutants)\/[^/]+/.exec(path)?.[0];
    if (!version || listed.has(version)) continue;
    listed.set(version, {});
    findings.push(error(`${dir}/${version}`, 1, 'version', 'The front matter does not list this folder.'));
  }
  return findings;
}

function checkVersion(where: string, files: ProjectFiles, bundle: ExerciseBundle, code: string): Finding[] {
  const findings: Finding[] = [];
  const say = (file: string, rule: string, sentence: string): void => {
    findings.push(error(file, 1, rule, sentence));
  };
  const name = where.slice(where.lastIndexOf('/') + 1);
  const paths = Object.keys(files);
  if (paths.length === 0) say(where, 'version', 'This version has no files.');
  for (const path of paths) {
    if (bundle.edit.includes(path))
      say(`${where}/${path}`, 'version', 'The learner hands in this file, so no version can hold it.');
  }
  if (paths.length > 0 && paths.every((path) => files[path] === bundle.starter[path]))
    say(where, 'Q9', 'This version equals the starter.');
  const hasCode = bundle.hidden['test_checks.py'] !== undefined;
  if (hasCode && !code.includes(`"${name}"`) && !code.includes(`'${name}'`))
    say(where, where.includes('/mutants/') ? 'Q9' : 'Q10', 'No check asks for this version.');
  return findings;
}
