import { describe, expect, it } from 'vitest';
import { admits } from '#content';
import { djangoVersion } from '#contract';
import { textOf } from './sources.js';

const FOLDER = 'libs/grader/runtimes';
const runtimes = JSON.parse(textOf(`${FOLDER}/runtimes.json`)) as {
  name: string;
  django: string;
  packages: string[];
  requirements: string;
  standard?: boolean;
}[];

it('there is a runtime for each Django version a learner can choose, and one is the standard', () => {
  expect(runtimes.map(({ django }) => django)).toEqual(djangoVersion.options);
  expect(runtimes.map(({ name }) => name)).toEqual(runtimes.map(({ django }) => `django-${django}`));
  expect(runtimes.filter(({ standard }) => standard)).toHaveLength(1);
});

describe.each(runtimes)('the lock of $name', ({ django, packages, requirements }) => {
  const text = textOf(`${FOLDER}/${requirements}`);
  const pins = [...text.matchAll(/^([\w-]+)==([\d.]+)((?: \\\n {4}--hash=sha256:[0-9a-f]{64})+)$/gm)];
  const versions = new Map(pins.map(([, name, version]) => [name!, version!]));

  it('has nothing but releases with their hashes', () => {
    const lines = text.split('\n').filter((line) => line && !line.startsWith('#'));
    expect(pins.map(([pin]) => pin).join('\n')).toBe(lines.join('\n'));
  });

  it('holds Django of that version and every package that its entry names', () => {
    expect(admits(django, versions.get('django') ?? '0')).toBe(true);
    expect(packages.filter((name) => !versions.has(name))).toEqual([]);
  });
});
