/** A sentence with `code` between backticks, the only markup of titles, messages and problems. One alone stays as it is. */
export function CodeText({ text }: { text: string }) {
  return text
    .split(/`([^`\n]+)`/)
    .map((part, place) => (place % 2 ? <code key={`${place}${part}`}>{part}</code> : part));
}
