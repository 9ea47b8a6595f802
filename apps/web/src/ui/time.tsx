import { useSyncExternalStore } from 'react';

const MINUTE_MS = 60_000;
const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

export function relative(instant: string, now: number): string {
  const seconds = (Date.parse(instant) - now) / 1000;
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  if (unit === 'second') return 'a moment ago';
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.round(seconds / length), unit);
}

const utc = (instant: string) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(instant));
const exact = (instant: string) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' }).format(new Date(instant));

const everyMinute = (tick: () => void) => {
  const timer = setInterval(tick, MINUTE_MS);
  return () => clearInterval(timer);
};

/** The running minute; null on the server and while hydrating. */
const useMinute = () =>
  useSyncExternalStore<number | null>(
    everyMinute,
    () => Math.floor(Date.now() / MINUTE_MS),
    () => null,
  );

/** Relative time with the exact one on hover and for screen readers. The server, which knows no time zone, prints the day. */
export function Time({ at }: { at: string }) {
  const minute = useMinute();
  if (minute === null) return <time dateTime={at}>{utc(at)}</time>;
  return (
    <time dateTime={at} title={exact(at)}>
      {relative(at, minute * MINUTE_MS)}
      <span className="visually-hidden"> ({exact(at)})</span>
    </time>
  );
}
