import { useMemo, useSyncExternalStore } from 'react';

/** Small things kept on this device. What storage does not take, full or forbidden, is here as long as the page lasts. */
const memory = new Map<string, string>();
const listeners = new Set<() => void>();

const changed = () => listeners.forEach((listener) => listener());
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  // Another tab may have changed it.
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
};

export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
    memory.delete(key);
  } catch {
    memory.set(key, value);
  }
  changed();
}

export function unkeep(key: string): void {
  memory.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept there.
  }
  changed();
}

/** Removes everything that is kept under names that begin so. */
export function unkeepAll(beginning: string): void {
  const names = [...memory.keys()];
  try {
    names.push(...Object.keys(localStorage));
  } catch {
    // Forbidden: memory has all there is.
  }
  for (const name of names) if (name.startsWith(beginning)) unkeep(name);
}

/** Memory first: what it has is newer than an old text that storage could not replace. */
export function keptNow(key: string): string | null {
  try {
    return memory.get(key) ?? localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Whether the newest text under a key will be gone with the page. */
export const useUnkept = (key: string): boolean =>
  useSyncExternalStore(
    subscribe,
    () => memory.has(key),
    () => false,
  );

/** What is kept under a key; null on the server and while hydrating. */
export const useKept = (key: string): string | null =>
  useSyncExternalStore(
    subscribe,
    () => keptNow(key),
    () => null,
  );

export function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

/** A kept set of words with its setter. */
export function useKeptSet(key: string): [ReadonlySet<string>, (next: ReadonlySet<string>) => void] {
  const text = useKept(key);
  const set = useMemo(() => {
    const value = parseJson(text);
    return new Set(Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []);
  }, [text]);
  return [set, (next) => keep(key, JSON.stringify([...next]))];
}
