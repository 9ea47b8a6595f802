/**
 * Loads the page once more when a part of it did not arrive: the network changed while it was loading, or a newer version has
 * taken its place. Drafts are kept, so nothing is lost. Without this the page would look whole and answer to nothing.
 *
 * It stands in the document itself, before everything that can be missing, so it may use nothing from outside of it.
 */
export function recover(): void {
  const reloaded = 'fretboard.reloaded';
  const pauseMs = 10_000;
  const again = (event: Event): void => {
    if (!navigator.onLine) {
      // Nothing is gone, and a reload would lose the page: the shell says so, and the page comes with the connection.
      event.preventDefault();
      window.addEventListener('online', () => window.location.reload(), { once: true });
      return;
    }
    if (Date.now() - Number(sessionStorage.getItem(reloaded) ?? 0) < pauseMs) return;
    sessionStorage.setItem(reloaded, String(Date.now()));
    event.preventDefault();
    window.location.reload();
  };
  window.addEventListener('vite:preloadError', again);
  const isOurs = (target: EventTarget | null): boolean =>
    target instanceof HTMLScriptElement
      ? target.src.startsWith(window.location.origin)
      : target instanceof HTMLLinkElement && target.rel === 'stylesheet';
  window.addEventListener('error', (event) => isOurs(event.target) && again(event), true);
}
