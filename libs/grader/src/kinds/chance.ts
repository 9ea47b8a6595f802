import { createHash } from 'node:crypto';

/** An integer from 0 up to and without `below`. */
export type Chance = (below: number) => number;

/** Equal seeds give equal numbers, on every machine; a run is repeated with its seed. */
export function chanceOf(seed: number): Chance {
  let count = 0;
  return (below) => {
    count += 1;
    const digest = createHash('sha256').update(`${seed} ${count}`).digest();
    return digest.readUIntBE(0, 6) % below;
  };
}

export function shuffled<T>(items: readonly T[], chance: Chance): T[] {
  const rest = [...items];
  return items.map(() => rest.splice(chance(rest.length), 1)[0] as T);
}
