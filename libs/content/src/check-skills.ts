import { error, type Finding } from './finding.js';
import { closure, findCycle, impliedNeeds, type Needs } from './graph.js';
import type { Content, Path, Skill } from './read.js';
import { styleFindings } from './style.js';

const LEVELS = ['foundation', 'junior', 'mid'];
const IMPORTANCE = ['optional', 'recommended', 'core'];
const SECTIONS = ['What to know', 'How to learn it', 'How it is assessed', 'Often misunderstood'];
/** Below this a page of a skill is a list of keywords, not a text one can learn from. */
const WORDS = 120;

export function checkSkills(content: Content): Finding[] {
  const bySlug = new Map(content.skills.map((skill) => [skill.slug, skill]));
  const needs: Needs = new Map(content.skills.map((skill) => [skill.slug, skill.needs]));
  const findings = [...checkAreas(content), ...checkTwice(content.skills)];
  const cycle = findCycle(needs);
  if (cycle) {
    const skill = bySlug.get(cycle[0] ?? '');
    findings.push(
      error(
        skill?.origin.file ?? 'skills',
        skill?.origin.lineOf(['needs']) ?? 1,
        'graph-cycle',
        `The skills need each other in a circle: ${cycle.join(' → ')}.`,
      ),
    );
  }
  for (const skill of content.skills) {
    findings.push(...checkNeeds(skill, bySlug), ...checkText(skill), ...checkAssess(skill, content));
    if (cycle) continue;
    for (const { need, by } of impliedNeeds(needs, skill.slug)) {
      const line = skill.origin.lineOf(['needs', skill.needs.indexOf(need)]);
      findings.push(
        error(skill.origin.file, line, 'graph-implied', `Leave out \`${need}\`: it follows from \`${by}\`.`),
      );
    }
  }
  for (const path of content.paths) findings.push(...checkPath(path, content, needs, bySlug));
  return findings;
}

function checkAreas({ areas, skills }: Content): Finding[] {
  const findings: Finding[] = [];
  const known = new Set<string>();
  const orders = new Set<number>();
  for (const { slug, order } of areas) {
    if (known.has(slug))
      findings.push(error('skills/areas.yaml', 1, 'area', `The area \`${slug}\` is listed twice.`));
    if (orders.has(order))
      findings.push(error('skills/areas.yaml', 1, 'area', `Two areas have the place ${order}.`));
    known.add(slug);
    orders.add(order);
    if (!skills.some((skill) => skill.area === slug)) {
      findings.push(error('skills/areas.yaml', 1, 'area', `The area \`${slug}\` has no skill.`));
    }
  }
  for (const skill of skills) {
    if (known.has(skill.area)) continue;
    findings.push(
      error(
        skill.origin.file,
        skill.origin.lineOf(['area']),
        'area',
        `There is no area \`${skill.area}\` in areas.yaml.`,
      ),
    );
  }
  return findings;
}

function checkTwice(skills: Skill[]): Finding[] {
  const first = new Map<string, string>();
  return skills.flatMap(({ slug, origin }) => {
    const other = first.get(slug);
    first.set(slug, other ?? origin.file);
    return other
      ? [error(origin.file, origin.lineOf(['slug']), 'slug', `\`${slug}\` is already the slug of ${other}.`)]
      : [];
  });
}

function checkNeeds(skill: Skill, bySlug: Map<string, Skill>): Finding[] {
  const { file, lineOf } = skill.origin;
  return skill.needs.flatMap((slug, index) => {
    const line = lineOf(['needs', index]);
    const need = bySlug.get(slug);
    if (!need) return [error(file, line, 'unknown-skill', `There is no skill \`${slug}\`.`)];
    const findings: Finding[] = [];
    if (LEVELS.indexOf(need.level) > LEVELS.indexOf(skill.level)) {
      findings.push(
        error(file, line, 'level', `\`${slug}\` is of level ${need.level}, above ${skill.level}.`),
      );
    }
    if (IMPORTANCE.indexOf(need.importance) < IMPORTANCE.indexOf(skill.importance)) {
      findings.push(
        error(
          file,
          line,
          'importance',
          `\`${slug}\` is ${need.importance}, but this skill is ${skill.importance}.`,
        ),
      );
    }
    return findings;
  });
}

function checkText(skill: Skill): Finding[] {
  const { file, bodyLine } = skill.origin;
  const findings = styleFindings(file, bodyLine, skill.body);
  const headings = [...skill.body.matchAll(/^## +(.+?) *$/gm)].map((match) => match[1]);
  if (headings.join('|') !== SECTIONS.join('|')) {
    findings.push(
      error(file, bodyLine, 'sections', `Write these sections, in this order: ${SECTIONS.join(', ')}.`),
    );
  }
  const words = skill.body.split(/\s+/).length;
  if (words < WORDS)
    findings.push(error(file, bodyLine, 'words', `The text has ${words} words; ${WORDS} are the least.`));
  const urls = skill.learn.map(({ url }) => url);
  urls.forEach((url, index) => {
    if (urls.indexOf(url) < index) {
      findings.push(
        error(file, skill.origin.lineOf(['learn', index]), 'link-twice', `The link ${url} is listed twice.`),
      );
    }
  });
  return findings;
}

/** A missing exercise makes the skill planned, which is no fault; one that does not know the skill is. */
function checkAssess(skill: Skill, { exercises }: Content): Finding[] {
  return skill.assess.flatMap((slug, index) => {
    const exercise = exercises.find((one) => one.slug === slug);
    if (!exercise || exercise.skills.includes(skill.slug)) return [];
    const line = skill.origin.lineOf(['assess', index]);
    return [
      error(
        skill.origin.file,
        line,
        'assess',
        `The exercise \`${slug}\` does not name this skill in \`skills\`.`,
      ),
    ];
  });
}

function checkPath(path: Path, content: Content, needs: Needs, bySlug: Map<string, Skill>): Finding[] {
  const { file, lineOf } = path.origin;
  const findings: Finding[] = [];
  if (`skills/paths/${path.slug}.yaml` !== file) {
    findings.push(error(file, lineOf(['slug']), 'slug', 'The slug differs from the name of the file.'));
  }
  const trail = [path];
  for (let at = path.includes; at; at = trail.at(-1)?.includes) {
    const included = content.paths.find(({ slug }) => slug === at);
    if (!included || trail.includes(included)) {
      const sentence = included ? 'The paths include each other in a circle.' : `There is no path \`${at}\`.`;
      findings.push(error(file, lineOf(['includes']), 'unknown-path', sentence));
      break;
    }
    trail.push(included);
  }
  const before = new Set(trail.slice(1).flatMap(({ skills }) => skills));
  const required = new Set([...before, ...path.skills]);
  // An elective may need another one, also one of an included path.
  const reachable = new Set([...required, ...trail.flatMap(({ electives }) => electives.from)]);

  const inspect = (slug: string, key: PropertyKey[], within: Set<string>, elective: boolean): void => {
    const line = lineOf(key);
    if (!bySlug.has(slug)) {
      findings.push(error(file, line, 'unknown-skill', `There is no skill \`${slug}\`.`));
      return;
    }
    const has = elective ? required : before;
    if (has.has(slug)) findings.push(error(file, line, 'path-twice', `\`${slug}\` is required already.`));
    for (const need of closure(needs, slug)) {
      if (within.has(need)) continue;
      findings.push(
        error(file, line, 'path-closed', `\`${slug}\` needs \`${need}\`, which is not on the path.`),
      );
    }
  };
  path.skills.forEach((slug, index) => inspect(slug, ['skills', index], required, false));
  path.electives.from.forEach((slug, index) => inspect(slug, ['electives', 'from', index], reachable, true));
  if (path.electives.count > path.electives.from.length) {
    findings.push(
      error(
        file,
        lineOf(['electives', 'count']),
        'electives',
        'More electives are asked for than are listed.',
      ),
    );
  }
  return findings;
}
