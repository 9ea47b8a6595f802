import 'reflect-metadata';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { getMetadataArgsStorage } from 'typeorm';
import { problems } from '#contract';
import { entities } from '#learning';
import { jobs } from '#platform';
import { filesIn, sources, textOf } from './sources.js';

const ROOM = /^libs\/learning\/src\/([^/]+)\//;
const roomFiles = () => sources().filter((file) => ROOM.test(file));

/** Table and entity class → the room that owns them. */
function owners(): Map<string, string> {
  const owner = new Map<string, string>();
  for (const file of roomFiles().filter((name) => name.endsWith('.tables.ts'))) {
    const room = ROOM.exec(file)![1]!;
    for (const [, table, entity] of textOf(file).matchAll(/@Entity\('(\w+)'\)[\s\S]*?export class (\w+)/g)) {
      owner.set(table!, room);
      owner.set(entity!, room);
    }
  }
  return owner;
}

const WRITES = [
  /\b(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE)\s+(?:ONLY\s+)?"?(\w+)"?/g,
  /\.(?:save|insert|update|delete|upsert|remove|softDelete|increment)\(\s*(\w+)\s*,/g,
];
const READS = /\b(?:FROM|JOIN)\s+"?(\w+)"?/g;

describe('the rooms of learning', () => {
  it('own every table that is mapped', () => {
    const mapped = getMetadataArgsStorage().tables.filter(({ target }) => entities.includes(target as never));
    const owner = owners();
    expect(mapped.map(({ name }) => name).filter((name) => !owner.has(name!))).toEqual([]);
  });

  it('write only their own tables', () => {
    const owner = owners();
    const trespasses = roomFiles().flatMap((file) => {
      const room = ROOM.exec(file)![1];
      const text = textOf(file);
      return WRITES.flatMap((pattern) => [...text.matchAll(pattern)])
        .filter(([, name]) => owner.has(name!) && owner.get(name!) !== room)
        .map(([, name]) => `${file} writes ${name} of ${owner.get(name!)}`);
    });
    expect(trespasses).toEqual([]);
  });

  it('read in SQL only tables of rooms that the map lets them see', () => {
    const map = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
      map: { rooms: Record<string, string[]> };
    };
    const owner = owners();
    const trespasses = roomFiles().flatMap((file) => {
      const room = ROOM.exec(file)![1]!;
      const allowed = [room, ...(map.map.rooms[room] ?? [])];
      return [...textOf(file).matchAll(READS)]
        .filter(([, name]) => owner.has(name!) && !allowed.includes(owner.get(name!)!))
        .map(([, name]) => `${file} reads ${name} of ${owner.get(name!)}`);
    });
    expect(trespasses).toEqual([]);
  });
});

describe('names', () => {
  it('of jobs have exactly one handler', () => {
    const handlers = filesIn('apps', /\.handler\.ts$/).flatMap((file) =>
      [...textOf(file).matchAll(/@Handles\((\w+)/g)].map(([, name]) => name!),
    );
    const named = jobs.map(({ name }) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()));
    expect(handlers.sort()).toEqual(named.sort());
  });

  it('of problems are thrown somewhere', () => {
    const text = sources()
      .filter((file) => !file.endsWith('problems.ts'))
      .map(textOf)
      .join('\n');
    expect(Object.keys(problems).filter((name) => !text.includes(`'${name}'`))).toEqual([]);
  });
});
