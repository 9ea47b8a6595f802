import { expect, it } from 'vitest';
import { admits, closure, findCycle, impliedNeeds, topological } from './index.js';

const graph = (edges: Record<string, string[]>) => new Map(Object.entries(edges));
const diamond = graph({ d: ['b', 'c'], b: ['a'], c: ['a'], a: [] });

it('lists all prerequisites, nearest first', () => {
  expect(closure(diamond, 'd')).toEqual(['b', 'c', 'a']);
  expect(closure(diamond, 'a')).toEqual([]);
});

it('finds a circle and walks it', () => {
  expect(findCycle(diamond)).toBeNull();
  expect(findCycle(graph({ a: ['b'], b: ['c'], c: ['b'] }))).toEqual(['b', 'c', 'b']);
  expect(findCycle(graph({ a: ['a'] }))).toEqual(['a', 'a']);
});

it('finds an edge that others imply, however long their way', () => {
  expect(impliedNeeds(graph({ d: ['c', 'a'], c: ['b'], b: ['a'], a: [] }), 'd')).toEqual([
    { need: 'a', by: 'c' },
  ]);
  expect(impliedNeeds(diamond, 'd')).toEqual([]);
});

it('puts prerequisites before what needs them and leaves out what was not asked for', () => {
  expect(topological(diamond, ['d', 'c', 'b', 'a'])).toEqual(['a', 'c', 'b', 'd']);
  expect(topological(diamond, ['d', 'a'])).toEqual(['a', 'd']);
});

it.each([
  [null, '5.2', true],
  ['>=4.2', '5.2.8', true],
  ['>=4.2', '4.1', false],
  ['>=4.2,<6.0', '6.0', false],
  ['>=4.2,<6.0', '5.2.8', true],
  ['5.2', '5.2.8', true],
  ['==5.2', '6.1', false],
  ['>=4.2', '10.0', true],
])('the range %s against Django %s is %s', (range, version, expected) => {
  expect(admits(range, version)).toBe(expected);
});
