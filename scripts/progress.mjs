/** One line on standard error for each piece of work that takes longer than a second: people know what they wait for, and programs read the output alone. */
const NOTICE_MS = 1_000;
const STILL_MS = 20_000;

export const seconds = (ms) => (ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`);

/**
 * Runs `work` and, when it takes longer than a second, says what it is, that it goes on, and how long it took. Each line names
 * the step, because several may be under way.
 */
export async function step(title, work) {
  const started = performance.now();
  const notice = setTimeout(() => console.error(`${title} …`), NOTICE_MS);
  const still = setInterval(() => {
    console.error(`${title}: still at it after ${seconds(performance.now() - started)}`);
  }, STILL_MS);
  try {
    return await work();
  } finally {
    clearTimeout(notice);
    clearInterval(still);
    const took = performance.now() - started;
    if (took > NOTICE_MS) console.error(`${title}: ${seconds(took)}`);
  }
}
