/** Rows scroll with the page where their box is as high as they are: on a phone, and inside a tab. */
function isPaged(box: HTMLElement): boolean {
  return getComputedStyle(box).maxHeight === "none";
}

/** How far the rows are scrolled, in pixels. */
export function readTop(box: HTMLElement): number {
  return isPaged(box) ? Math.max(0, -box.getBoundingClientRect().top) : box.scrollTop;
}

export function setTop(box: HTMLElement, top: number): void {
  if (!isPaged(box)) box.scrollTop = top;
  else if (top > 0) scrollBy(0, box.getBoundingClientRect().top + top);
  else if (readTop(box) > 0) box.scrollIntoView();
}

/** As much of a list as can be in view. */
export function readHeight(box: HTMLElement): number {
  return Math.min(box.clientHeight, innerHeight);
}
