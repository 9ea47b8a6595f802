import type { ReactNode } from 'react';
import type { Tone } from './notice.js';
import css from './tag.module.css';

export function Tag({ tone, children }: { tone?: Tone | undefined; children: ReactNode }) {
  return <span className={`${css.tag} ${tone ? css[tone] : ''}`}>{children}</span>;
}
