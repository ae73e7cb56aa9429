/** The elements around the last focus, from the inside out. */
let path: readonly Element[] = [];

/** Focus whose place goes moves to what is nearest, and is never lost to the beginning of the page. */
export function watchFocus(): void {
  path = listOutward(document.activeElement ?? document.body);
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof Element) path = listOutward(target);
  });
  const observer = new MutationObserver(() => {
    // Lists and dialogs that know a better place take their turn first.
    if (isLost()) requestAnimationFrame(() => requestAnimationFrame(() => isLost() && take(findNear())));
  });
  observer.observe(document.body, { childList: true, subtree: true });
}

function isLost(): boolean {
  const [last] = path;
  const { activeElement, body } = document;
  return last !== undefined && !last.isConnected && (activeElement === body || activeElement === null);
}

function listOutward(element: Element): Element[] {
  return element.parentElement ? [element, ...listOutward(element.parentElement)] : [element];
}

/** The row that is left of it; else the list beside it; else a heading. */
function findNear(): HTMLElement | null {
  const near = path.find((element) => element.isConnected) ?? document.body;
  const row = near.closest<HTMLElement>("tr[aria-rowindex]");
  if (row) return row;
  const place =
    near.closest("dialog[open], [popover]:popover-open, section[aria-labelledby], main") ?? document;
  const list = '[role="grid"]:not(table), section[tabindex="0"]';
  const inside = place.querySelector<HTMLElement>(list) ?? place.querySelector<HTMLElement>("h1, h2, h3");
  return inside ?? document.querySelector<HTMLElement>("main h1");
}

function take(next: HTMLElement | null): void {
  if (next && !next.hasAttribute("tabindex")) next.tabIndex = -1;
  next?.focus({ preventScroll: true });
}
