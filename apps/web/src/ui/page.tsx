import type { ReactNode } from 'react';
import css from './page.module.css';

export interface PageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly kicker?: ReactNode;
  readonly width?: 'narrow' | 'normal' | 'wide';
  readonly children?: ReactNode;
}

export function Page({ title, lead, kicker, width = 'normal', children }: PageProps) {
  return (
    <div className={`${css.page} ${width === 'normal' ? '' : css[width]}`}>
      <div className={css.head}>
        {kicker && <div className={css.kicker}>{kicker}</div>}
        <h1>{title}</h1>
        {lead && <p>{lead}</p>}
      </div>
      {children}
    </div>
  );
}

export function Section({ title, id, children }: { title: string; id?: string; children: ReactNode }) {
  return (
    <section className={css.section} id={id} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
