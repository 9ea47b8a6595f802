import { useId, type KeyboardEvent, type ReactNode } from 'react';

export interface TabItem {
  readonly id: string;
  readonly label: ReactNode;
}

export interface TabsProps {
  readonly label: string;
  readonly items: readonly TabItem[];
  readonly selected: string;
  readonly onSelect: (id: string) => void;
  readonly classes: { readonly list: string; readonly tab: string; readonly panel: string };
  readonly children: ReactNode;
}

/** Where a key leads from a place in a row that is read from left to right; undefined for keys of no concern here. */
function placeAfter(key: string, place: number, count: number): number | undefined {
  if (key === 'ArrowRight') return (place + 1) % count;
  if (key === 'ArrowLeft') return (place - 1 + count) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : undefined;
}

/**
 * Tabs over one panel that stays: what is inside is not made anew when another tab is chosen, so an editor keeps its undo
 * history. (The tabs of React Aria tie each tab to a panel of its own.)
 */
export function Tabs({ label, items, selected, onSelect, classes, children }: TabsProps) {
  const base = useId();
  const idOf = (place: number) => `${base}t${place}`;
  const place = Math.max(
    0,
    items.findIndex(({ id }) => id === selected),
  );
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const to = placeAfter(event.key, place, items.length);
    const item = to === undefined ? undefined : items[to];
    if (to === undefined || !item) return;
    event.preventDefault();
    onSelect(item.id);
    document.getElementById(idOf(to))?.focus();
  };
  return (
    <>
      <div role="tablist" aria-label={label} className={classes.list}>
        {items.map((item, number) => (
          <button
            key={item.id}
            id={idOf(number)}
            type="button"
            role="tab"
            className={classes.tab}
            aria-selected={number === place}
            aria-controls={`${base}p`}
            tabIndex={number === place ? 0 : -1}
            onClick={() => onSelect(item.id)}
            onKeyDown={move}
          >
            {item.label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${base}p`} aria-labelledby={idOf(place)} className={classes.panel}>
        {children}
      </div>
    </>
  );
}
