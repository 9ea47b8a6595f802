/** The header stays at the top of the window, over what is scrolled below it. */
const HEADER_PX = 60;
const MARGIN_PX = 12;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The part of the frame that is on the screen; the whole frame when hardly anything of it is. */
function shownOf(frame: HTMLElement): Box {
  const { left, right, top, bottom } = frame.getBoundingClientRect();
  const shown = {
    left: Math.max(left, 0),
    right: Math.min(right, window.innerWidth),
    top: Math.max(top, HEADER_PX),
    bottom: Math.min(bottom, window.innerHeight),
  };
  return shown.bottom - shown.top > (bottom - top) / 4 ? shown : { left, right, top, bottom };
}

const isWithin = (inner: Box, outer: Box) =>
  inner.left >= outer.left &&
  inner.right <= outer.right &&
  inner.top >= outer.top &&
  inner.bottom <= outer.bottom;

export function isInView(node: Element, frame: HTMLElement): boolean {
  return isWithin(node.getBoundingClientRect(), shownOf(frame));
}

/** Scrolls the frame until the node stands in it, and the page only as far as the frame cannot go. */
export function bringIntoView(node: Element, frame: HTMLElement): void {
  const inner = node.getBoundingClientRect();
  const outer = shownOf(frame);
  if (isWithin(inner, outer)) return;
  // At once: the way there says nothing, and for some people motion is a trouble.
  frame.scrollBy({
    left: (inner.left + inner.right - outer.left - outer.right) / 2,
    top: (inner.top + inner.bottom - outer.top - outer.bottom) / 2,
    behavior: 'instant',
  });
  // A frame that is not on the screen is left there: on a phone the panel with the skill comes first.
  if (frame.getBoundingClientRect().top > window.innerHeight - MARGIN_PX) return;
  const below = node.getBoundingClientRect().bottom + MARGIN_PX - window.innerHeight;
  if (below > 0) window.scrollBy({ top: below, behavior: 'instant' });
}
