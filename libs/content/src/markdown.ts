import MarkdownIt from 'markdown-it';

/** Only addresses that open a page: no `javascript:`, no `data:`, nothing without a scheme but our own pages. */
const SAFE_LINK = /^(https?:\/\/|mailto:|\/(?!\/)|#)/i;

const markdown = new MarkdownIt('default', { html: false, linkify: false, typographer: false });
markdown.disable('image');
markdown.validateLink = (url) => SAFE_LINK.test(url.trim());

markdown.core.ruler.push('heading-ids', (state) => {
  const taken = new Map<string, number>();
  state.tokens.forEach((token, index) => {
    if (token.type !== 'heading_open') return;
    const base = slugOf(state.tokens[index + 1]?.content ?? '');
    const times = taken.get(base) ?? 0;
    taken.set(base, times + 1);
    token.attrSet('id', times === 0 ? base : `${base}-${times + 1}`);
  });
});

// Wide code and tables scroll sideways, and what scrolls must be reachable with the keyboard.
markdown.renderer.rules['table_open'] = () => '<table tabindex="0">\n';
for (const block of ['fence', 'code_block'] as const) {
  const render = markdown.renderer.rules[block];
  markdown.renderer.rules[block] = (...args) =>
    (render?.(...args) ?? '').replace('<pre>', '<pre tabindex="0">');
}

/** HTML of our own Markdown for pages: raw HTML is shown as text, links are safe, headings can be linked to. */
export function renderMarkdown(text: string): string {
  return markdown.render(text);
}

function slugOf(heading: string): string {
  const slug = heading
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return slug || 'section';
}
