/** What of a sheet the reader sees, and bringing a part of it into view. */

/** Whether some of it is in view. */
export function isSeen(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  const frame = frameOf(scrollerOf(element));
  return bottom > Math.max(frame.top, 0) && top < Math.min(frame.bottom, innerHeight);
}

/** Scroll so that it is in the middle; nothing moves but what it scrolls in. */
export function bringIntoView(element: Element): void {
  const scroller = scrollerOf(element);
  const { top, bottom } = element.getBoundingClientRect();
  const frame = frameOf(scroller);
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scroller.scrollBy({
    top: (top + bottom - frame.top - frame.bottom) / 2,
    behavior: isCalm ? "auto" : "smooth",
  });
}

/** What an element scrolls in: a panel, or the page. */
function scrollerOf(element: Element): Element {
  for (let outer = element.parentElement; outer; outer = outer.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(outer).overflowY)) return outer;
  }
  return document.documentElement;
}

function frameOf(scroller: Element): { top: number; bottom: number } {
  return scroller === document.documentElement
    ? { top: 0, bottom: innerHeight }
    : scroller.getBoundingClientRect();
}
