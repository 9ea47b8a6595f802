import { z } from 'zod';
import { area, areaList, checkList, exerciseFrontMatter, pathFile, skillFrontMatter } from './schemas.js';

const titled = {
  area: { schema: area, title: 'One area of the skills graph' },
  areas: { schema: areaList, title: 'skills/areas.yaml' },
  skill: { schema: skillFrontMatter, title: 'Front matter of skills/<area>/<slug>.md' },
  path: { schema: pathFile, title: 'skills/paths/<slug>.yaml' },
  exercise: { schema: exerciseFrontMatter, title: 'Front matter of exercises/<slug>/exercise.md' },
  checks: { schema: checkList, title: 'exercises/<slug>/checks/checks.yaml' },
} as const;

/** File name → JSON Schema (2020-12) for editors, as `npm run content -- schemas` writes it. */
export function jsonSchemas(): Map<string, string> {
  return new Map(
    Object.entries(titled).map(([name, { schema, title }]) => {
      const json = { title, ...z.toJSONSchema(schema, { io: 'input' }) };
      return [`${name}.json`, `${JSON.stringify(json, null, 2)}\n`];
    }),
  );
}
