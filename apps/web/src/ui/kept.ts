import { useMemo, useSyncExternalStore } from 'react';

/** Small things kept on this device. Storage may be full or forbidden; then they last as long as the page. */
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
  memory.set(key, value);
  try {
    localStorage.setItem(key, value);
  } catch {
    // Full or forbidden: memory has it.
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

function kept(key: string): string | null {
  try {
    return localStorage.getItem(key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

/** What is kept under a key; null on the server and while hydrating. */
export const useKept = (key: string): string | null =>
  useSyncExternalStore(
    subscribe,
    () => kept(key),
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
