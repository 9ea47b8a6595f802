import { ServerHtml } from './trusted-html.js';
import css from './prose.module.css';

export function Prose({ html }: { html: string }) {
  return <ServerHtml html={html} className={css.prose} />;
}
