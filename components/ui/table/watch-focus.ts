/** The elements around the last focus, from the inside out. */
let path: readonly Element[] = [];
/** The last row that had the focus, and those after it. Dialogs and menus that it opened don't change it. */
let last: { row: Element; after: readonly HTMLElement[]; table: Element } | undefined;

/** Focus whose place goes moves to what is nearest, and is never lost to the beginning of the page. */
export function watchFocus(first: EventTarget | null): void {
  note(first);
  note(document.activeElement);
  document.addEventListener("focusin", ({ target }) => note(target));
  const observer = new MutationObserver(() => {
    // Dialogs that know a better place take their turn first.
    if (isLost()) requestAnimationFrame(() => requestAnimationFrame(() => isLost() && take(findNear())));
  });
  observer.observe(document.body, { childList: true, subtree: true });
}

function note(target: EventTarget | null): void {
  if (!(target instanceof Element)) return;
  path = listOutward(target);
  const table = target.closest("[aria-rowcount]");
  const row = target.closest<HTMLElement>("tbody tr[aria-rowindex]");
  if (table) last = row ? { row, after: listAfter(row), table } : undefined;
}

function listAfter(row: HTMLElement): HTMLElement[] {
  const rows = [...(row.parentElement?.querySelectorAll<HTMLElement>("tr[aria-rowindex]") ?? [])];
  return rows.slice(rows.indexOf(row) + 1);
}

function isLost(): boolean {
  const [inner] = path;
  const { activeElement, body } = document;
  return inner !== undefined && !inner.isConnected && (activeElement === body || activeElement === null);
}

function listOutward(element: Element): Element[] {
  return element.parentElement ? [element, ...listOutward(element.parentElement)] : [element];
}

/** The row that took the other's place, or what is left of the row; else the list beside it; else a heading. */
function findNear(): HTMLElement | null {
  const near = path.find((element) => element.isConnected) ?? document.body;
  const row = findNext() ?? near.closest<HTMLElement>("tr[aria-rowindex]");
  if (row) return row;
  const place =
    near.closest("dialog[open], [popover]:popover-open, section[aria-labelledby], main") ?? document;
  const list = '[role="grid"]:not(table), section[tabindex="0"]';
  const inside = place.querySelector<HTMLElement>(list) ?? place.querySelector<HTMLElement>("h1, h2, h3");
  return inside ?? document.querySelector<HTMLElement>("main h1");
}

/** There is none if the list was scrolled away from it. Behind the last row, it is the one before. */
function findNext(): HTMLElement | null | undefined {
  if (!last || last.row.isConnected || !last.table.isConnected) return null;
  const { row, after, table } = last;
  last = undefined;
  const index = Number(row.getAttribute("aria-rowindex"));
  const next = table.querySelector<HTMLElement>(`tbody tr[aria-rowindex="${index}"]`);
  // Others may have come or gone at the same time, so the place alone doesn't say which row it was.
  if (next) return after.find((one) => one.isConnected) ?? next;
  if (index < Number(table.getAttribute("aria-rowcount"))) return null;
  return [...table.querySelectorAll<HTMLElement>("tbody tr[aria-rowindex]")].at(-1);
}

function take(next: HTMLElement | null): void {
  if (next && !next.hasAttribute("tabindex")) next.tabIndex = -1;
  next?.focus({ preventScroll: true });
}
