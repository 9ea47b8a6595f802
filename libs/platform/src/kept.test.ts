import { expect, it, vi } from 'vitest';
import { Kept } from './kept.js';

it('makes a value once for a version, for all who ask at the same time', async () => {
  const kept = new Kept<string>();
  const make = vi.fn<() => Promise<string>>(async () => 'graph 1');
  expect(await Promise.all([kept.for('1', make), kept.for('1', make)])).toEqual(['graph 1', 'graph 1']);
  expect(make).toHaveBeenCalledTimes(1);
  expect(await kept.for('2', async () => 'graph 2')).toBe('graph 2');
  expect(await kept.for('1', make)).toBe('graph 1');
  expect(make).toHaveBeenCalledTimes(2);
});

it('does not keep a failure', async () => {
  const kept = new Kept<string>();
  const fail = () => Promise.reject(new Error('the database is away'));
  await expect(kept.for('1', fail)).rejects.toThrow('away');
  expect(await kept.for('1', async () => 'graph 1')).toBe('graph 1');
});

it('keeps the newer value when an older one fails late', async () => {
  const kept = new Kept<string>();
  let fail = (_error: Error) => {};
  const old = kept.for('1', () => new Promise<string>((_, reject) => (fail = reject)));
  await kept.for('2', async () => 'graph 2');
  fail(new Error('too late'));
  await expect(old).rejects.toThrow('too late');
  const make = vi.fn<() => Promise<string>>(async () => 'again');
  expect(await kept.for('2', make)).toBe('graph 2');
  expect(make).not.toHaveBeenCalled();
});
