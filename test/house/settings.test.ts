import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { apiConfig } from '../../apps/api/src/config.js';
import { workerConfig } from '../../apps/worker/src/config.js';
import { textOf } from './sources.js';

interface Setting {
  name: string;
  about: string | undefined;
  doors: string[];
}

function settings(): Setting[] {
  const found = new Map<string, Setting>();
  for (const [door, config] of [
    ['api', apiConfig],
    ['worker', workerConfig],
  ] as const) {
    for (const [name, schema] of Object.entries(config.shape as Record<string, z.ZodType>)) {
      const setting = found.get(name) ?? { name, about: schema.description, doors: [] };
      setting.doors.push(door);
      found.set(name, setting);
    }
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

describe('the settings', () => {
  it('each have a sentence', () => {
    expect(
      settings()
        .filter(({ about }) => !about)
        .map(({ name }) => name),
    ).toEqual([]);
  });

  it('all stand in .env.example', async () => {
    const text = settings()
      .map(({ name, about, doors }) => `# ${about} (${doors.join(', ')})\n#${name}=\n`)
      .join('\n');
    await expect(
      `# Every setting. All are optional for npm start. Renew: npm run check -- --fix\n\n${text}`,
    ).toMatchFileSnapshot('../../.env.example');
  });

  it('are all in the README, or in .env.example which it points to', () => {
    expect(textOf('README.md')).toContain('.env.example');
  });
});
