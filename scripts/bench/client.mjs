/** A learner of the bench, speaking to a running Fretboard as a program in a browser's place would. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { createParser } from 'eventsource-parser';
import { root } from '../run.mjs';

export class Learner {
  constructor(url) {
    this.url = url;
  }

  async signUp(name) {
    const email = `${name}-${Date.now()}-${Math.random().toString(36).slice(2)}@example.com`;
    const answer = await this.call('POST', '/people', { email, name, password: 'correct horse battery' });
    this.cookie = answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
    return this;
  }

  async call(method, address, body) {
    const headers = {
      origin: this.url,
      ...(this.cookie ? { cookie: this.cookie } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    };
    const answer = await fetch(`${this.url}/api/v1${address}`, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${address}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  submit(exercise, files) {
    return this.call('POST', '/submissions', { exercise, files }).then((answer) => answer.json());
  }

  /** Waits for the verdict on the stream of events; `begunAt` is when the stream said that grading had begun. */
  async verdict(id) {
    const answer = await this.call('GET', `/submissions/${id}/events`);
    let verdict;
    let begunAt;
    const parser = createParser({
      onEvent: ({ event, data }) => {
        if (event !== 'queued') begunAt ??= performance.now();
        if (event === 'verdict') verdict = JSON.parse(data).verdict;
      },
    });
    const text = new TextDecoder();
    for await (const chunk of answer.body) {
      parser.feed(text.decode(chunk, { stream: true }));
      if (verdict) return { ...verdict, begunAt };
    }
    throw new Error(`the events of ${id} ended without a verdict`);
  }
}

/** Files of a folder of an exercise, as path → text. */
export function filesOf(exercise, folder) {
  const dir = path.join(root, 'exercises', exercise, folder);
  const entries = readdirSync(dir, { withFileTypes: true, recursive: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    entries.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(dir, file), readFileSync(file, 'utf8')];
    }),
  );
}
