import { Unreadable } from './unreadable.js';

export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Element[];
  text: string;
}

const MOST_DEPTH = 32;
const MOST_ELEMENTS = 20_000;
const NAME = /[A-Za-z_][\w:.-]*/y;
const SPACE = /[ \t\r\n]*/y;
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
// oxlint-disable-next-line no-control-regex
const ILLEGAL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

/**
 * The part of XML that results are written in. There is no document type and so no entity of one's own: what expands or
 * fetches things in other readers is refused here by name.
 */
export function readXml(text: string): Element {
  if (ILLEGAL.test(text)) throw malformed('a control character');
  return new Reader(text.replace(/^\uFEFF/, '')).document();
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function malformed(what: string): Unreadable {
  return new Unreadable('not-xml', `The result is not well-formed XML: ${what.slice(0, 120)}.`);
}

class Reader {
  private at = 0;
  private elements = 0;
  private readonly open: Element[] = [];
  private root: Element | null = null;

  constructor(private readonly source: string) {}

  document(): Element {
    while (this.at < this.source.length) {
      const next = this.source.indexOf('<', this.at);
      this.characters(this.source.slice(this.at, next < 0 ? undefined : next));
      if (next < 0) break;
      this.at = next;
      this.markup();
    }
    if (this.open.length > 0) throw malformed(`<${this.open.at(-1)!.name}> has no end`);
    if (!this.root) throw malformed('there is no element');
    return this.root;
  }

  private characters(raw: string): void {
    const within = this.open.at(-1);
    if (within) within.text += decode(raw);
    else if (raw.trim() !== '') throw malformed('text outside of the document');
  }

  private markup(): void {
    if (this.takes('<!--')) this.upTo('-->');
    else if (this.takes('<![CDATA[')) {
      const text = this.upTo(']]>');
      const within = this.open.at(-1);
      if (!within) throw malformed('text outside of the document');
      within.text += text;
    } else if (this.takes('<?')) this.upTo('?>');
    else if (this.takes('<!'))
      throw new Unreadable('doctype', 'The result holds a document type or declaration; none is accepted.');
    else if (this.takes('</')) this.end();
    else this.begin();
  }

  private begin(): void {
    this.at += 1;
    this.elements += 1;
    if (this.elements > MOST_ELEMENTS)
      throw new Unreadable('too-many', `More than ${MOST_ELEMENTS} elements.`);
    const attributes = new Map<string, string>();
    const element: Element = { name: this.name(), attributes, children: [], text: '' };
    for (;;) {
      this.match(SPACE);
      const closed = this.takes('/>');
      if (closed || this.takes('>')) return this.place(element, closed);
      const name = this.name();
      if (attributes.has(name)) throw malformed(`the attribute ${name} twice`);
      attributes.set(name, this.value());
    }
  }

  private place(element: Element, closed: boolean): void {
    const parent = this.open.at(-1);
    if (parent) parent.children.push(element);
    else if (this.root) throw malformed('a second document');
    else this.root = element;
    if (closed) return;
    if (this.open.length >= MOST_DEPTH)
      throw new Unreadable('too-deep', `The elements lie more than ${MOST_DEPTH} deep.`);
    this.open.push(element);
  }

  private end(): void {
    const name = this.name();
    this.match(SPACE);
    if (!this.takes('>') || this.open.pop()?.name !== name) throw malformed(`</${name}> ends nothing`);
  }

  private value(): string {
    this.match(SPACE);
    if (!this.takes('=')) throw malformed('an attribute without a value');
    this.match(SPACE);
    const quote = this.source[this.at];
    if (quote !== '"' && quote !== "'") throw malformed('a value without quotes');
    this.at += 1;
    const raw = this.upTo(quote);
    if (raw.includes('<')) throw malformed('< in a value');
    return decode(raw);
  }

  private name(): string {
    const name = this.match(NAME);
    if (name === '') throw malformed(`no name at character ${this.at}`);
    return name;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  private takes(token: string): boolean {
    if (!this.source.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  private upTo(token: string): string {
    const end = this.source.indexOf(token, this.at);
    if (end < 0) throw malformed(`${token} is missing`);
    const text = this.source.slice(this.at, end);
    this.at = end + token.length;
    return text;
  }
}

function decode(raw: string): string {
  return raw.replaceAll(/&([^;&]{0,10});?/g, (whole, name: string) => {
    const number = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name);
    const code = number ? Number.parseInt(number[1] ?? number[2]!, number[1] ? 16 : 10) : null;
    const known = code === null ? ENTITIES[name] : character(code);
    if (known === undefined || !whole.endsWith(';'))
      throw malformed('an entity that XML does not define itself');
    return known;
  });
}

function character(code: number): string | undefined {
  if (code > 0x10_ff_ff || (code >= 0xd8_00 && code <= 0xdf_ff)) return undefined;
  const text = String.fromCodePoint(code);
  return ILLEGAL.test(text) ? undefined : text;
}
