import { useMemo } from 'react';

interface TrustedPolicy {
  createHTML(html: string): string;
}
declare global {
  interface Window {
    trustedTypes?: { createPolicy(name: string, rules: TrustedPolicy): TrustedPolicy };
  }
}

let policy: TrustedPolicy | undefined;

/** HTML made by our own server from content files. Nothing a learner typed may come here. */
function trust(html: string): string {
  if (typeof window === 'undefined') return html;
  policy ??= window.trustedTypes?.createPolicy('fretboard', { createHTML: (text) => text }) ?? {
    createHTML: (text) => text,
  };
  return policy.createHTML(html);
}

export function ServerHtml({ html, className }: { html: string; className?: string | undefined }) {
  const inner = useMemo(() => ({ __html: trust(html) }), [html]);
  // oxlint-disable-next-line react/no-danger -- the text is rendered and cleaned by the server
  return <div className={className} dangerouslySetInnerHTML={inner} />;
}
