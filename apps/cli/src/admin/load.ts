import { checkContent, type Content, formatFinding, readContent } from '#content';
import { type ExerciseChange, Exercises, type GraphChange, Skills } from '#learning';
import { Db, platformConfig, readConfig } from '#platform';
import { dataSource } from '../../../../migrations/data-source.js';

/**
 * Puts the content of a folder (by default this one) in force: skills, paths and exercises together, in one
 * transaction. Content with a fault in it changes nothing.
 */
export async function loadCommand([root = '.']: string[]): Promise<number> {
  const content = await readContent(root);
  const findings = checkContent(content);
  const errors = findings.filter(({ severity }) => severity === 'error');
  for (const finding of errors) console.error(formatFinding(finding));
  if (errors.length > 0) {
    console.error(
      `${errors.length} ${errors.length === 1 ? 'fault' : 'faults'} in the content. Nothing was loaded.`,
    );
    return 1;
  }
  const { DATABASE_URL } = readConfig(platformConfig);
  const source = await dataSource(DATABASE_URL).initialize();
  try {
    const db = new Db(source);
    const { graph, exercises } = await db.transaction(async (tx) => ({
      graph: await new Skills(db).load(tx, content),
      exercises: await new Exercises(db).load(tx, content.exercises),
    }));
    for (const line of report(content, graph, exercises)) console.log(line);
  } finally {
    await source.destroy();
  }
  return 0;
}

/** What changed, in words: one line for the graph, one for the exercises, and what is new or gone by name. */
function report(content: Content, graph: GraphChange, exercises: ExerciseChange): string[] {
  const names = (word: string, slugs: readonly string[]) =>
    slugs.length > 0 ? [`  ${word}: ${slugs.join(', ')}`] : [];
  const count = (list: readonly unknown[], word: string) =>
    `${list.length} ${word}${list.length === 1 ? '' : 's'}`;
  const { skills, areas, paths } = content;
  const inForce = `${count(skills, 'skill')} in ${count(areas, 'area')}, ${count(paths, 'path')}`;
  return [
    `${inForce}, version ${graph.version.slice(0, 12)}: ${graph.changed ? 'loaded' : 'unchanged'}`,
    // The first load would name everything.
    ...(graph.added.length < content.skills.length ? names('new', graph.added) : []),
    ...names('retired', graph.retired),
    `${count(content.exercises, 'exercise')}: ${exercises.changed ? 'loaded' : 'unchanged'}`,
    ...names('new', exercises.added),
    ...names('changed', exercises.renewed),
    ...names('retired', exercises.retired),
  ];
}
