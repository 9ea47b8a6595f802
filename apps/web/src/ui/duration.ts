const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** "0.3 s", "4 s", "3 min", "2 h": as exact as somebody who waits wants it. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${Number(seconds.toFixed(1))} s`;
  if (seconds < 1.5 * MINUTE) return `${Math.round(seconds)} s`;
  if (seconds < 1.5 * HOUR) return `${Math.round(seconds / MINUTE)} min`;
  return `${Math.round(seconds / HOUR)} h`;
}
