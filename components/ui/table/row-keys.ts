/** What a key does to the rows of the page's table; false if nothing. `x` with Shift selects a range. */
export function pressOnRows(key: string, hasShift: boolean): boolean {
  const rows = listRows();
  const row = rows.find((one) => one.contains(document.activeElement)) ?? rows.find(isShown);
  if (key === "b") return focusBar();
  if (key === "j" && rows.length === 0) return focusGrid();
  if (key === "j") return focusRow(row ? toNext(rows, row, 1) : findFirstInView(rows));
  if (key === "k") return focusRow(row && toNext(rows, row, -1));
  if (key === "x") return press(row?.querySelector('input[type="checkbox"]'), hasShift);
  if (key === "escape") return stepBack(row);
  if (key === " ") return row === document.activeElement && peekAt(row);
  // On a control in the row, Enter is for the control.
  return key === "enter" && row === document.activeElement && press(row?.querySelector("a[href]"), false);
}

/** From a control to its row, from a selection to none, and from a row to its list. */
function stepBack(row: HTMLTableRowElement | undefined): boolean {
  if (row && row !== document.activeElement) return focusRow(row);
  if (press(document.querySelector<HTMLElement>("main [data-clears-selection]"), false)) return true;
  row?.closest("section")?.focus();
  return row !== undefined;
}

/** Shows a row beside its list, or no longer. */
function peekAt(row: HTMLTableRowElement | undefined): boolean {
  if (!row?.closest("[data-peeks]")) return false;
  if (isShown(row)) return press(document.querySelector<HTMLElement>("main [data-closes-peek]"), false);
  row.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 }));
  return true;
}

function isShown(row: HTMLTableRowElement): boolean {
  return row.hasAttribute("aria-current");
}

/** The rows of the table that has focus, or else of the first one. */
function listRows(): HTMLTableRowElement[] {
  const table = document.activeElement?.closest("main table") ?? document.querySelector("main table");
  return [...(table?.querySelectorAll<HTMLTableRowElement>("tbody tr[aria-rowindex]") ?? [])];
}

function toNext(rows: readonly HTMLTableRowElement[], row: HTMLTableRowElement, step: 1 | -1) {
  return rows[rows.indexOf(row) + step] ?? row;
}

/** The rows outside the view are there as well, some of them above it. */
function findFirstInView(rows: readonly HTMLTableRowElement[]): HTMLTableRowElement | undefined {
  const head = rows[0]?.closest("table")?.querySelector("thead")?.getBoundingClientRect();
  return rows.find((row) => row.getBoundingClientRect().top >= (head?.bottom ?? 0) - 1);
}

function focusRow(row: HTMLTableRowElement | undefined): boolean {
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
  return row !== undefined;
}

/** Moves focus to the bar of the selected rows or of the staged changes. */
function focusBar(): boolean {
  const button = document.querySelector<HTMLElement>("[data-bottom-bar] button");
  button?.focus();
  return button !== null;
}

/** The access matrix has keys of its own. */
function focusGrid(): boolean {
  const grid = document.querySelector<HTMLElement>('main [role="grid"]:not(table)');
  grid?.focus();
  return grid !== null;
}

function press(control: HTMLElement | null | undefined, shiftKey: boolean): boolean {
  control?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey }));
  return control !== null && control !== undefined;
}

/** From a search to the only choice that it leaves, or to the first row of the page's list; false if there is neither. */
export function pressInSearch({ key, target }: KeyboardEvent): boolean {
  const isMeant = key === "Enter" || key === "ArrowDown";
  if (!isMeant || !(target instanceof HTMLInputElement) || target.type !== "search") return false;
  return (key === "Enter" && takeOnlyMatch(target)) || focusFirstRow(target);
}

/** Of the choices below the field, the only one that has what was typed. */
function takeOnlyMatch(input: HTMLInputElement): boolean {
  const boxes = input
    .closest("search")
    ?.parentElement?.querySelectorAll<HTMLInputElement>("label > input:enabled");
  const wanted = input.value.trim().toLowerCase();
  const found = [...(boxes ?? [])].filter((box) =>
    box.labels?.[0]?.textContent?.toLowerCase().includes(wanted),
  );
  const [only] = found;
  if (!only || found.length > 1 || wanted === "" || only.checked) return false;
  only.click();
  // What is typed next replaces it.
  input.select();
  return true;
}

/** Of the list that a page searches; a dialog's results have keys of their own. */
function focusFirstRow(input: HTMLElement): boolean {
  const page = input.closest("dialog") ? null : input.closest("main");
  const row = page?.querySelector<HTMLElement>('tbody tr[aria-rowindex], [role="grid"]:not(table)');
  row?.focus();
  return Boolean(row);
}
