import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ExerciseBundle } from '#contract';
import { type ExerciseFolder, readExercise } from './exercise-folder.js';
import { error, type Finding } from './finding.js';
import { readFolder } from './folder.js';
import { hashFiles } from './hash.js';
import {
  type Area,
  areaList,
  type PathFile,
  pathFile,
  type SkillFrontMatter,
  skillFrontMatter,
} from './schemas.js';
import { type LineOf, readMarkdown, readYaml } from './source.js';

/** Where something stands; `lineOf(['needs', 2])` is the line of its third prerequisite. */
export interface Origin {
  file: string;
  lineOf: LineOf;
}

export interface Skill extends SkillFrontMatter {
  /** Markdown below the front matter. */
  body: string;
  origin: Origin & { bodyLine: number };
}

export interface Path extends PathFile {
  origin: Origin;
}

/** All content of one root, as far as it could be read. `checkContent` says whether it may be loaded. */
export interface Content {
  areas: Area[];
  skills: Skill[];
  paths: Path[];
  exercises: ExerciseBundle[];
  /** Version of the skills graph: a hash over all files of skills, areas and paths. */
  graph: string;
  folders: ExerciseFolder[];
  findings: Finding[];
}

/**
 * Reads `skills/` and `exercises/` below `root`. Never throws for what an author wrote: faults are findings. Skills
 * and paths come in a stable order: areas by their order, files by name.
 */
export async function readContent(root: string): Promise<Content> {
  const { files, findings } = await readFolder(root, 'skills');
  const areas = readAreas(files, findings);
  const paths = readPaths(files, findings);
  const skills = readSkills(files, findings);
  const rank = new Map(areas.map((area) => [area.slug, area.order]));
  skills.sort(
    (a, b) => (rank.get(a.area) ?? Infinity) - (rank.get(b.area) ?? Infinity) || (a.slug < b.slug ? -1 : 1),
  );

  const folders: ExerciseFolder[] = [];
  for (const name of await exerciseNames(root, findings)) folders.push(await readExercise(root, name));
  for (const folder of folders) findings.push(...folder.findings);
  return {
    areas,
    skills,
    paths,
    exercises: folders.flatMap(({ bundle }) => (bundle ? [bundle] : [])),
    graph: hashFiles(files),
    folders,
    findings,
  };
}

function readAreas(files: Map<string, string>, findings: Finding[]): Area[] {
  const text = files.get('areas.yaml');
  if (text === undefined) {
    findings.push(error('skills', 1, 'missing-file', '`areas.yaml` is missing.'));
    return [];
  }
  const source = readYaml('skills/areas.yaml', text, areaList);
  findings.push(...source.findings);
  return (source.data ?? []).toSorted((a, b) => a.order - b.order);
}

function readPaths(files: Map<string, string>, findings: Finding[]): Path[] {
  const paths: Path[] = [];
  for (const [path, text] of files) {
    if (!/^paths\/[^/]+\.yaml$/.test(path)) continue;
    const file = `skills/${path}`;
    const source = readYaml(file, text, pathFile);
    findings.push(...source.findings);
    if (source.data) paths.push({ ...source.data, origin: { file, lineOf: source.lineOf } });
  }
  return paths;
}

function readSkills(files: Map<string, string>, findings: Finding[]): Skill[] {
  const skills: Skill[] = [];
  for (const [path, text] of files) {
    const file = `skills/${path}`;
    if (path === 'areas.yaml' || path === 'README.md' || /^paths\/[^/]+\.yaml$/.test(path)) continue;
    if (!/^[^/]+\/[^/]+\.md$/.test(path) || path.startsWith('paths/')) {
      findings.push(
        error(
          file,
          1,
          'unknown-file',
          'Only areas.yaml, paths/<slug>.yaml and <area>/<slug>.md belong here.',
        ),
      );
      continue;
    }
    const source = readMarkdown(file, text, skillFrontMatter);
    findings.push(...source.findings);
    if (!source.data) continue;
    const [folder] = path.split('/');
    if (source.data.slug !== basename(path, '.md')) {
      findings.push(
        error(
          file,
          source.lineOf(['slug']),
          'slug',
          `The slug differs from the file’s name, \`${basename(path)}\`.`,
        ),
      );
    }
    if (source.data.area !== folder) {
      findings.push(
        error(
          file,
          source.lineOf(['area']),
          'area',
          `The area differs from the folder’s name, \`${folder}\`.`,
        ),
      );
    }
    skills.push({
      ...source.data,
      body: source.body.trim(),
      origin: { file, lineOf: source.lineOf, bodyLine: source.bodyLine },
    });
  }
  return skills;
}

/** A folder below exercises/ is an exercise; README.md beside them is for authors. */
async function exerciseNames(root: string, findings: Finding[]): Promise<string[]> {
  const entries = await readdir(join(root, 'exercises'), { withFileTypes: true }).catch(
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return [];
      throw cause;
    },
  );
  for (const entry of entries) {
    if (entry.isDirectory() || entry.name === 'README.md') continue;
    findings.push(
      error(
        `exercises/${entry.name}`,
        1,
        'unknown-file',
        'Only README.md and one folder per exercise belong here.',
      ),
    );
  }
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
