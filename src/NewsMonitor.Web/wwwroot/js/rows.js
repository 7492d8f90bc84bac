// A list that draws only what is seen cannot scroll to a row that is not there: rows are of one height, so its place is known.

/** Brings a row into view without moving more than needed; the head stays above it. */
export function show(scroller, index, height) {
  if (!(scroller instanceof Element)) return;
  const head = scroller.querySelector('thead')?.offsetHeight ?? 0;
  const top = index * height;
  const room = scroller.clientHeight - head;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (top + height > scroller.scrollTop + room) scroller.scrollTop = top + height - room;
}

/** Brings the first of what a selector names into view, where it is not seen already. */
export function reveal(selector) {
  document.querySelector(selector)?.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
}
