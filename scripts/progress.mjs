/** One line for each piece of work that takes longer than a second, so that a person knows what they wait for. */
const NOTICE_MS = 1_000;
const STILL_MS = 20_000;

export const seconds = (ms) => (ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`);

/** Runs `work` and, when it takes longer than a second, says what it is, that it goes on, and how long it took. */
export async function step(title, work) {
  const started = performance.now();
  let said = false;
  const say = () => {
    console.log(`${title} …`);
    said = true;
  };
  const notice = setTimeout(say, NOTICE_MS);
  const still = setInterval(() => {
    console.log(`  … still at it after ${seconds(performance.now() - started)}`);
  }, STILL_MS);
  try {
    return await work();
  } finally {
    clearTimeout(notice);
    clearInterval(still);
    const took = performance.now() - started;
    if (said || took > NOTICE_MS) console.log(`  ${said ? '' : `${title}: `}${seconds(took)}`);
  }
}
