import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExerciseBundle } from '#contract';
import { readContent } from '#content';
import type { Grader } from '#grader';
import { openGrader, passedChecks } from './exercise.js';

let grader: Grader;
let bundle: ExerciseBundle;
beforeAll(async () => {
  grader = await openGrader();
  const { exercises } = await readContent(path.resolve(import.meta.dirname, '../..'));
  bundle = exercises.find(({ slug }) => slug === 'formset-add-row')!;
});
afterAll(() => grader.close());

const SCRIPT = 'static/js/formset.js';
const grade = (script: string, timeoutSeconds = bundle.timeoutSeconds) =>
  grader.grade({
    bundle: { ...bundle, timeoutSeconds },
    files: { [SCRIPT]: script },
    runtime: 'django-5.2',
    seed: 5,
  });
const wrong = (name: string) => bundle.wrong.find(({ dir }) => dir === name)!.files[SCRIPT]!;

/** Ways from the page into the process around it; each leaves what it found in a title that nobody checks. */
const WAYS_OUT = [
  "constructor.constructor('return process')()",
  "document.constructor.constructor('return process')()",
  "document.querySelector.constructor('return process')()",
  "(async () => {}).constructor('return process')()",
  "(function* () {}).constructor('return process')().next().value",
  "setTimeout.constructor('return process')()",
  'process',
  'require("fs")',
  'globalThis.global.process',
  '(() => { const before = Error.prepareStackTrace; Error.prepareStackTrace = (_, sites) => sites.map((site) => site.getThis()); const found = new Error().stack; Error.prepareStackTrace = before; return found.find((one) => one && one.process).process; })()',
];

const forgeries: Record<string, string> = {
  'code that is made from text': WAYS_OUT.map(
    (way) => `try { ${way}.stdout.write('{"scenes":[]}\\n'); ${way}.exit(0); } catch {}`,
  ).join('\n'),
  'a console that writes the report': `for (let i = 0; i < 50; i += 1) console.log('{"scenes":[]}');`,
  'its own tools in the place of the page’s': `
    const rows = () => [...Document.prototype.querySelectorAll.call(document, '[data-formset="lines"] [data-row]')];
    window.FormData = class { *[Symbol.iterator]() { yield ['lines-TOTAL_FORMS', '6']; } };
    window.JSON = { stringify: () => '{"scenes":[]}', parse: JSON.parse };
    document.querySelectorAll = () => rows();
    EventTarget.prototype.dispatchEvent = () => true;
    HTMLElement.prototype.getAttribute = () => 'lines-3-product';
    Object.defineProperty(document, 'activeElement', { get: () => rows().at(-1).querySelector('input') });`,
  'changed prototypes below the page’s': `
    for (let proto = Object.getPrototypeOf(document); proto; proto = Object.getPrototypeOf(proto)) {
      for (const [name, value] of [['toJSON', () => ({ scenes: [] })], ['querySelectorAll', () => []]]) {
        try { proto[name] = value; } catch {}
        try { Object.defineProperty(proto, name, { value }); } catch {}
      }
    }
    try { document.querySelectorAll('*').constructor.prototype.map = () => []; } catch {}`,
  'another page in its place': `document.documentElement.innerHTML = '<form><fieldset data-formset="lines"></fieldset></form>';`,
  'what the DOM keeps behind symbols': `
    const seen = new Set();
    const walk = (thing, depth) => {
      if (depth > 6 || thing === null || !/object|function/.test(typeof thing) || seen.has(thing)) return;
      seen.add(thing);
      for (const name of Reflect.ownKeys(thing)) {
        let found;
        try { found = thing[name]; } catch { continue; }
        try { if (/write|stdout|exit|require|binding|readFile/.test(String(name))) found('{"scenes":[]}'); } catch {}
        try { if (typeof found === 'boolean') thing[name] = !found; } catch {}
        try { if (typeof found === 'string') thing[name] = '/runtime'; } catch {}
        walk(found, depth + 1);
      }
    };
    for (const start of [document, window.happyDOM, new Event('x'), new FormData()]) walk(start, 0);`,
  'modules and workers': `
    const use = (m) => m.default.writeSync(1, '{"scenes":[]}');
    for (const name of ['fs', 'node:fs', 'child_process', 'file:///etc/passwd', 'data:text/javascript,export default 1'])
      { try { import(name).then(use, () => {}); } catch {} }
    try { new Worker('data:text/javascript,postMessage(1)'); } catch {}
    try { new SharedArrayBuffer(8); new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])); } catch {}
    try { queueMicrotask.constructor('return process')(); } catch {}`,
  'files beside the page’s': `
    for (const path of ['../../../etc/passwd', '..%2f..%2f..%2fetc%2fpasswd', '%2e%2e/%2e%2e/play.json', '//etc/passwd', 'js/../../../play'])
      fetch('/static/' + path).then((answer) => answer.text()).then((text) => { if (/root:|scenes/.test(text)) document.title = text; }, () => {});
    const frame = document.createElement('iframe'); frame.src = 'file:///etc/passwd'; document.body.append(frame);
    const script = document.createElement('script'); script.src = '/static/../../../runtime/dom/main.mjs'; document.head.append(script);`,
  'time that it has changed': `
    window.setTimeout = (act) => act(); window.Date = class { static now() { return 0; } };
    for (let n = 0; n < 2000; n += 1) setInterval(() => document.title += 'x', 0);
    Promise.prototype.then = function () { return this; };
    performance.now = () => 1e12;`,
  'prototypes that everything shares': `
    for (const proto of [Object, Array, String, Function, Promise, Map, Set, RegExp, Number, Symbol].map((one) => one.prototype))
      for (const name of ['scenes', 'pairs', 'toJSON', 'map', 'slice', 'then', 'do', 'at', 'get', Symbol.iterator, Symbol.toPrimitive])
        { try { Object.defineProperty(proto, name, { configurable: true, get: () => () => [] }); } catch {} }`,
  'fields that only seem to be filled in': `
    for (const form of document.forms) {
      form.addEventListener('formdata', (event) => event.formData.set('lines-TOTAL_FORMS', '9'));
      form.append(Object.assign(document.createElement('input'), { name: 'lines-TOTAL_FORMS', value: '9' }));
      const other = Object.assign(document.createElement('input'), { name: 'lines-3-product', value: 'forged' });
      other.setAttribute('form', form.id); document.body.append(other);
      Object.defineProperty(form, 'elements', { get: () => [] });
    }`,
  'a page that leaves': `location.href = 'http://testserver/elsewhere/'; window.close(); document.open(); document.close();`,
};

describe('a script that does half of its work and lies about the rest', () => {
  it.each(Object.entries(forgeries))('with %s does not pass', async (_, forgery) => {
    const verdict = await grade(`${wrong('total-not-updated')}\n;(() => {${forgery}\n})();`);
    expect(['failed', 'errored']).toContain(verdict.outcome);
    expect(passedChecks(verdict)).not.toContain('django_saves_all_rows');
  });

  it('leaves the next page as it was', async () => {
    expect((await grade(bundle.solution[SCRIPT]!)).outcome).toBe('passed');
  });
});

describe('without control groups', () => {
  it('a page can be played too', async () => {
    const rootless = await openGrader({ mode: 'B' });
    try {
      const attempt = { bundle, files: bundle.solution, runtime: 'django-5.2', seed: 5 };
      expect((await rootless.grade(attempt)).outcome).toBe('passed');
    } finally {
      await rootless.close();
    }
  });
});

describe('a script that', () => {
  it('never ends reaches a limit', async () => {
    const verdict = await grade('for (;;);', 4);
    expect(verdict).toMatchObject({ outcome: 'errored', reason: 'limit' });
  });

  it('takes all memory is the learner’s', async () => {
    const verdict = await grade('const all = []; for (;;) all.push(new Array(100000).fill(all.length));', 20);
    expect(verdict.outcome).toBe('errored');
  });

  it('makes a page without end is the learner’s', async () => {
    const script = `const add = () => { for (let n = 0; n < 1e5; n += 1) document.body.append(document.createElement('p')); };
      add(); setInterval(add, 0);`;
    const verdict = await grade(script, 8);
    expect(['failed', 'errored']).toContain(verdict.outcome);
    expect((await grade(bundle.solution[SCRIPT]!)).outcome).toBe('passed');
  });

  it('prints without end is the learner’s', async () => {
    const verdict = await grade(`for (let n = 0; n < 1e6; n += 1) console.error('x'.repeat(1000));`, 8);
    expect(['failed', 'errored']).toContain(verdict.outcome);
  });

  it('asks for the network gets none', async () => {
    const verdict = await grade(
      `fetch('http://192.0.2.1/').then(() => document.body.remove());\n${bundle.solution[SCRIPT]!}`,
    );
    expect(verdict.outcome).toBe('passed');
  });
});
