/**
 * A page in a DOM, driven from outside: reads a play from the file that is named, lets the page's own scripts run, plays
 * clicks and keys, and writes what was seen to standard output. It runs in the cage, beside nothing else, and everything it
 * says is the word of the learner's side: a script shares this process with it.
 */
import { readFileSync, writeSync } from 'node:fs';
import {
  Browser,
  type BrowserPage,
  type BrowserWindow,
  type HTMLFormElement,
  type HTMLInputElement,
} from 'happy-dom';

interface Step {
  readonly do: 'click' | 'type' | 'press' | 'look' | 'form' | 'focus';
  /** A CSS selector. A click, text or key goes to the first element it finds. */
  readonly at?: string;
  readonly text?: string;
}

interface Play {
  readonly url: string;
  readonly html: string;
  /** Folder whose files stand below /static/. */
  readonly files: string;
  /** Each is played on a page of its own. */
  readonly scenes: readonly (readonly Step[])[];
}

type Fact = Readonly<Record<string, unknown>> | null;
interface Scene {
  facts: (Fact | Fact[])[];
  errors: string[];
}

const MOST_FOUND = 200;
const MOST_ERRORS = 10;
const SETTLE_MS = 10;

/** The ways to read and act, taken from a window before a script of the page has run in it. */
function handsOf(window: BrowserWindow) {
  const { FormData, MouseEvent, KeyboardEvent, Event, HTMLElement } = window;
  const { document } = window;
  const find = document.querySelectorAll.bind(document);
  const taken = (name: string) => Reflect.get(HTMLElement.prototype, name) as (...args: unknown[]) => unknown;
  const [dispatch, names, attribute, focus] = [
    taken('dispatchEvent'),
    taken('getAttributeNames'),
    taken('getAttribute'),
    taken('focus'),
  ];
  const all = (selector: string) => [...find(selector)].slice(0, MOST_FOUND) as unknown as HTMLInputElement[];
  const send = (element: HTMLInputElement, event: object) => void Reflect.apply(dispatch, element, [event]);
  return {
    all,
    focused: () => document.activeElement as unknown as HTMLInputElement | null,
    isIn: (element: HTMLInputElement) => document.contains(element as never),
    pairs: (form: HTMLFormElement) =>
      [...new FormData(form as never)].map(([name, value]) => [String(name), String(value)]),
    attributes: (element: HTMLInputElement) =>
      Object.fromEntries(
        (Reflect.apply(names, element, []) as string[]).map((name) => [
          name,
          Reflect.apply(attribute, element, [name]),
        ]),
      ),
    focus: (element: HTMLInputElement) => void Reflect.apply(focus, element, []),
    click: (element: HTMLInputElement) =>
      send(element, new MouseEvent('click', { bubbles: true, cancelable: true })),
    press: (element: HTMLInputElement, key: string) => {
      for (const type of ['keydown', 'keyup'])
        send(element, new KeyboardEvent(type, { key, bubbles: true, cancelable: true }));
    },
    changed: (element: HTMLInputElement) => {
      for (const type of ['input', 'change']) send(element, new Event(type, { bubbles: true }));
    },
  };
}
type Hands = ReturnType<typeof handsOf>;

function factOf(element: HTMLInputElement | null, hands: Hands): Fact {
  if (!element) return null;
  return {
    tag: element.tagName.toLowerCase(),
    attributes: hands.attributes(element),
    value: 'value' in element ? String(element.value) : null,
    text: String(element.textContent).replace(/\s+/g, ' ').trim().slice(0, 500),
    attached: hands.isIn(element),
  };
}

function act(step: Step, hands: Hands): Fact | Fact[] | undefined {
  if (step.do === 'focus') return factOf(hands.focused(), hands);
  const found = hands.all(step.at ?? '*');
  if (step.do === 'look') return found.map((element) => factOf(element, hands));
  const [first] = found;
  if (!first) throw new Error(`there is nothing at ${step.at}`);
  if (step.do === 'form') {
    const form = first as unknown as HTMLFormElement;
    return { action: form.getAttribute('action') ?? '', method: form.method, pairs: hands.pairs(form) };
  }
  if (step.do === 'click') {
    hands.focus(first);
    hands.click(first);
  } else if (step.do === 'press') {
    hands.press(first, step.text ?? '');
  } else {
    hands.focus(first);
    first.value = step.text ?? '';
    hands.changed(first);
  }
  return undefined;
}

/** Time for what a script has put off to the next turn, such as moving the focus. */
const settle = () => new Promise((resolve) => setTimeout(resolve, SETTLE_MS));

async function playScene(page: BrowserPage, play: Play, steps: readonly Step[]): Promise<Scene> {
  const scene: Scene = { facts: [], errors: [] };
  const frame = page.mainFrame;
  frame.url = play.url;
  const window = frame.window as BrowserWindow;
  const note = (message: unknown) => {
    if (scene.errors.length < MOST_ERRORS) scene.errors.push(String(message).slice(0, 300));
  };
  window.addEventListener('error', (event) => note((event as never as { message: string }).message));
  const hands = handsOf(window);
  const loaded = new Promise((resolve) => window.addEventListener('load', resolve));
  frame.content = play.html;
  await loaded;
  await settle();
  for (const step of steps) {
    try {
      const fact = act(step, hands);
      if (fact !== undefined) scene.facts.push(fact);
    } catch (error) {
      if (step.do === 'look' || step.do === 'form' || step.do === 'focus') scene.facts.push(null);
      note(error instanceof Error ? error.message : error);
    }
    await settle();
  }
  return scene;
}

async function main(): Promise<void> {
  // A promise that nobody catches, or a request that the cage refuses, does not end a page in a browser either.
  for (const event of ['unhandledRejection', 'uncaughtException']) process.on(event, () => undefined);
  const play = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Play;
  const scenes: Scene[] = [];
  for (const steps of play.scenes) {
    const browser = new Browser({
      settings: {
        enableJavaScriptEvaluation: true,
        errorCapture: 'tryAndCatch' as never,
        navigation: {
          disableMainFrameNavigation: true,
          disableChildFrameNavigation: true,
          disableChildPageNavigation: true,
        },
        fetch: { virtualServers: [{ url: new URL('/static/', play.url).href, directory: play.files }] },
      },
    });
    scenes.push(await playScene(browser.newPage(), play, steps));
  }
  writeSync(1, `${JSON.stringify({ scenes })}\n`);
  process.exit(0); // timers of the page may go on for ever
}

await main();
