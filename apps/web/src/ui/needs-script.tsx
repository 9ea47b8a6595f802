/** Said where a form would send nothing: pages can be read without JavaScript, forms cannot be sent. */
export function NeedsScript({ what }: { what: string }) {
  return (
    <noscript>
      <p>{what} works with JavaScript only. Turn it on for this site, then load the page again.</p>
    </noscript>
  );
}
