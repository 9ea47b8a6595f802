import { createContext, useContext, useEffect } from 'react';

export interface PageHead {
  title: string;
  description: string | null;
  /** Path of the address that search engines should keep; null for pages that should not be found. */
  canonical: string | null;
  status: number;
}

/** On the server the page writes into this object while it renders; the document is made from it afterwards. */
export const HeadContext = createContext<PageHead | null>(null);

export const emptyHead = (): PageHead => ({
  title: 'Fretboard',
  description: null,
  canonical: null,
  status: 200,
});

const fullTitle = (title: string) => (title === 'Fretboard' ? title : `${title} · Fretboard`);

function setMeta(name: string, content: string | null): void {
  let meta = document.head.querySelector<HTMLMetaElement>(`meta[name="${name}"]`);
  if (content === null) return meta?.remove();
  if (!meta) {
    meta = document.createElement('meta');
    meta.name = name;
    document.head.append(meta);
  }
  meta.content = content;
}

export function useHead(head: Partial<PageHead> & { title: string }): void {
  const collected = useContext(HeadContext);
  const title = fullTitle(head.title);
  const description = head.description ?? null;
  if (collected) Object.assign(collected, { ...head, title });
  useEffect(() => {
    document.title = title;
    setMeta('description', description);
  }, [title, description]);
}
