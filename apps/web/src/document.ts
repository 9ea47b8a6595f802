import { readFileSync } from 'node:fs';
import { recover } from './recover.js';
import type { PageHead } from './shell/page-head.js';

interface ManifestChunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}
type Manifest = Readonly<Record<string, ManifestChunk>>;

const ENTRY = 'src/entry-client.tsx';

export interface DocumentParts {
  readonly head: PageHead;
  readonly body: string;
  readonly state: unknown;
  readonly nonce: string;
  readonly origin: string;
  readonly theme: string | null;
  /** Source path of the page's module, so that its chunk is fetched along with the entry. */
  readonly page: string | undefined;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character] ?? '');

/** JSON that is safe inside a script element: no `</script`, no `<!--`, no line separators of JavaScript. */
export const embedJson = (value: unknown) =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

let manifest: Manifest | undefined;
const readManifest = (): Manifest =>
  (manifest ??= JSON.parse(
    readFileSync(new URL('../client/.vite/manifest.json', import.meta.url), 'utf8'),
  ) as Manifest);

function chunksOf(key: string, files: Manifest, seen = new Set<string>()): Set<string> {
  const chunk = files[key];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const imported of chunk.imports ?? []) chunksOf(imported, files, seen);
  return seen;
}

function assetTags(page: string | undefined): string {
  const files = readManifest();
  const entry = files[ENTRY];
  if (!entry) throw new Error(`The client build lists no ${ENTRY}`);
  const scripts = chunksOf(ENTRY, files);
  if (page) chunksOf(page, files, scripts);
  const styles = Object.values(files).filter((chunk) => chunk.file.endsWith('.css'));
  const font = Object.values(files).find((chunk) => /inter-latin-wght-normal.*\.woff2$/.test(chunk.file));
  return [
    ...styles.map(({ file }) => `<link rel="stylesheet" href="/${file}">`),
    font ? `<link rel="preload" href="/${font.file}" as="font" type="font/woff2" crossorigin>` : '',
    ...[...scripts]
      .filter((file) => file !== entry.file)
      .map((file) => `<link rel="modulepreload" href="/${file}">`),
    `<script type="module" src="/${entry.file}"></script>`,
  ].join('\n');
}

function metaTags({ head, origin }: DocumentParts): string {
  const tags = [`<title>${escape(head.title)}</title>`];
  const image = `${origin}/preview.png`;
  if (head.description) tags.push(`<meta name="description" content="${escape(head.description)}">`);
  if (head.canonical === null || head.status >= 400) tags.push('<meta name="robots" content="noindex">');
  else {
    const url = escape(origin + head.canonical);
    tags.push(`<link rel="canonical" href="${url}">`, `<meta property="og:url" content="${url}">`);
  }
  tags.push(
    `<meta property="og:title" content="${escape(head.title)}">`,
    `<meta property="og:description" content="${escape(head.description ?? '')}">`,
    '<meta property="og:type" content="website">',
    '<meta property="og:site_name" content="Fretboard">',
    `<meta property="og:image" content="${escape(image)}">`,
    '<meta name="twitter:card" content="summary_large_image">',
  );
  return tags.join('\n');
}

export function renderDocument(parts: DocumentParts): string {
  const theme = parts.theme ? ` data-theme="${parts.theme}"` : '';
  // An error page is drawn afresh in the browser: what the API refused here it may grant on the second request.
  const mode = parts.head.status >= 400 ? ' data-fresh' : '';
  return `<!doctype html>
<html lang="en"${theme}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbfaf6">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0e1612">
<meta property="csp-nonce" nonce="${parts.nonce}">
${metaTags(parts)}
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="manifest" href="/manifest.webmanifest">
<script nonce="${parts.nonce}">(${recover.toString()})()</script>
${assetTags(parts.page)}
</head>
<body>
<div id="root"${mode}>${parts.body}</div>
<script type="application/json" id="state" nonce="${parts.nonce}">${embedJson(parts.state)}</script>
</body>
</html>
`;
}
