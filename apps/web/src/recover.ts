/**
 * Loads the page once more when a part of it did not arrive: the network changed while it was loading, or a newer version has
 * taken its place. Drafts are kept, so nothing is lost. Without this the page would look whole and answer to nothing.
 *
 * It stands in the document itself, before everything that can be missing, so it may use nothing from outside of it.
 */
export function recover(): void {
  const reloaded = 'fretboard.reloaded';
  const pauseMs = 10_000;
  const askAgainMs = 1_000;
  const again = (askOn: boolean): void => {
    if (!navigator.onLine) {
      // Nothing is gone, and a reload would lose the page: the shell says so, and the page comes with the connection.
      window.addEventListener('online', () => window.location.reload(), { once: true });
      return;
    }
    if (Date.now() - Number(sessionStorage.getItem(reloaded) ?? 0) < pauseMs) return;
    // Asked first: where nothing answers, a reload would put the browser's own error page in the place of ours.
    const ask = (): void =>
      void fetch('/health/live', { cache: 'no-store' }).then(
        ({ ok }) => {
          if (!ok) return;
          sessionStorage.setItem(reloaded, String(Date.now()));
          window.location.reload();
        },
        () => void (askOn && setTimeout(ask, askAgainMs)),
      );
    ask();
  };
  window.addEventListener('vite:preloadError', (event) => {
    // The router would reload unasked. Without the part it shows its problem page, which reads this mark.
    event.preventDefault();
    document.documentElement.dataset.cut = '';
    again(false);
  });
  const isOurs = (target: EventTarget | null): boolean =>
    target instanceof HTMLScriptElement
      ? target.src.startsWith(window.location.origin)
      : target instanceof HTMLLinkElement && target.rel === 'stylesheet';
  // Without these nothing on the page works, so nothing is interrupted either.
  window.addEventListener('error', (event) => isOurs(event.target) && again(true), true);
}
