import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { copyOfSmallContent, type ContentCopy } from '../../../../test/content.js';
import { Rooms } from '../../../../test/people.js';
import { loadCommand } from './load.js';

let rooms: Rooms;
let content: ContentCopy;
let said: string[];
beforeAll(async () => {
  rooms = await Rooms.open();
});
afterAll(() => rooms?.close());
beforeEach(async () => {
  content = await copyOfSmallContent();
  said = [];
  vi.stubEnv('DATABASE_URL', rooms.url);
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await content.remove();
});

const inForce = () => rooms.query('SELECT slug, title, retired_at FROM skills ORDER BY slug');
const file = 'skills/web/views.md';

describe('npm run admin -- load', () => {
  it('puts content in force, and says so when nothing has changed since', async () => {
    expect(await loadCommand([content.root])).toBe(0);
    expect(await inForce()).toHaveLength(3);
    expect(said.join('\n')).toMatch(
      /3 skills in 1 area, 1 path, version [0-9a-f]{12}: loaded\n1 exercise: loaded/,
    );
    said = [];
    expect(await loadCommand([content.root])).toBe(0);
    expect(said.join('\n')).toMatch(/: unchanged\n1 exercise: unchanged$/);
  });

  it('names an exercise whose files have changed', async () => {
    await loadCommand([content.root]);
    said = [];
    await content.put('exercises/greeting/starter/notes.txt', 'A new file.\n');
    expect(await loadCommand([content.root])).toBe(0);
    expect(said.join('\n')).toMatch(/1 exercise: loaded\n {2}changed: greeting$/);
  });

  it('changes nothing when the content has a fault, and shows where', async () => {
    await loadCommand([content.root]);
    const before = [await inForce(), await rooms.query('SELECT * FROM exercises')];
    await content.put('exercises/greeting/starter/notes.txt', 'Another file.\n');
    await content.replace(file, /^needs: .*$/m, 'needs: [alchemy]');
    said = [];
    expect(await loadCommand([content.root])).toBe(1);
    expect(said.join('\n')).toMatch(new RegExp(`${file}:\\d+ {2}error`));
    expect(said.at(-1)).toMatch(/Nothing was loaded\.$/);
    expect([await inForce(), await rooms.query('SELECT * FROM exercises')]).toEqual(before);
  });
});
