import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, type Page, type Request } from '@playwright/test';

export const PASSWORD = 'a long enough password';

/** Long enough for a busy machine, and short enough that the test says why before its own time is over. */
const READY_MS = 45_000;

export interface Trouble {
  readonly csp: string[];
  readonly mismatches: string[];
  readonly errors: string[];
}

/** Collects what must not happen on any page: blocked by the policy, hydrated differently, thrown. */
export async function watch(page: Page): Promise<Trouble> {
  const trouble: Trouble = { csp: [], mismatches: [], errors: [] };
  await page.exposeFunction('__violation', (text: string) => trouble.csp.push(text));
  await page.exposeFunction('__mismatch', (text: string) => trouble.mismatches.push(text));
  await page.addInitScript(() => {
    const report = window as unknown as Record<string, (text: string) => void>;
    document.addEventListener('securitypolicyviolation', (event) =>
      report.__violation?.(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`),
    );
    window.addEventListener('fretboard:mismatch', (event) =>
      report.__mismatch?.(String((event as CustomEvent<string>).detail)),
    );
  });
  page.on('pageerror', (error) => trouble.errors.push(String(error)));
  return trouble;
}

/** Opens a page and waits until it answers to the keyboard; one that does not says what it waits for. */
export async function open(page: Page, path: string): Promise<void> {
  const asked = new Set<Request>();
  const ask = (request: Request): void => void asked.add(request);
  const answer = (request: Request): void => void asked.delete(request);
  page.on('request', ask).on('requestfinished', answer).on('requestfailed', answer);
  await page.goto(path);
  await page
    .waitForFunction(() => 'ready' in document.documentElement.dataset, null, { timeout: READY_MS })
    .catch((error: Error) => {
      const open = [...asked].map((request) => `${request.method()} ${request.url()}`);
      throw new Error(`${path} is not ready. Without an answer: ${open.join(', ') || 'nothing'}`, {
        cause: error,
      });
    });
  page.off('request', ask).off('requestfinished', answer).off('requestfailed', answer);
}

export const newEmail = () => `learner-${randomUUID()}@example.org`;

/** Signs up through the page, as a person would. */
export async function signUp(page: Page, email = newEmail()): Promise<string> {
  await open(page, '/sign-up');
  await page.getByLabel('Name').fill('Robin Quaver');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Welcome, Robin');
  return email;
}

/** Signs up without the page, for tests about something else. */
export async function haveAccount(page: Page): Promise<string> {
  const email = newEmail();
  const origin = new URL(await baseUrl(page)).origin;
  const answer = await page.request.post('/api/v1/people', {
    data: { email, password: PASSWORD, name: 'Robin Quaver' },
    headers: { origin },
  });
  expect(answer.status()).toBe(201);
  return email;
}

async function baseUrl(page: Page): Promise<string> {
  const answer = await page.request.get('/robots.txt');
  return answer.url();
}

/** A file of an exercise as its author wrote it. */
export const fileOf = (exercise: string, folder: string, path: string): string =>
  readFileSync(new URL(`../../exercises/${exercise}/${folder}/${path}`, import.meta.url), 'utf8');

/** Replaces the text of the file that is open in the editor. */
export async function write(page: Page, path: string, text: string): Promise<void> {
  await page
    .getByRole('tab', { name: path, exact: true })
    .or(page.getByRole('tab', { name: `${path} changed`, exact: true }))
    .click();
  const editor = page.locator('.cm-content');
  await expect(editor).toHaveAttribute('aria-label', path);
  await editor.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
}

/** Hands in the author's solution without the page and waits until it has passed. */
export async function handIn(page: Page, exercise: string, paths: readonly string[]): Promise<void> {
  const origin = new URL(await baseUrl(page)).origin;
  const files = Object.fromEntries(paths.map((path) => [path, fileOf(exercise, 'solution', path)]));
  const made = await page.request.post('/api/v1/submissions', {
    data: { exercise, files },
    headers: { origin },
  });
  const { id } = (await made.json()) as { id: string };
  const outcome = async () =>
    ((await (await page.request.get(`/api/v1/submissions/${id}`)).json()) as { outcome: string }).outcome;
  await expect.poll(outcome, { timeout: 40_000 }).toBe('passed');
}
