import type { ReviewRow } from "@/lib/governance/reviews/schema";
import { type Decision, decisions, listOffered, toDecisionName } from "@/lib/governance/reviews/vocabulary";
import type { Instead } from "./asked";
import { isOpen } from "./filter-rows";
import { isDecidable } from "./is-decidable";

export type DecisionKeys = {
  rows: readonly ReviewRow[];
  onDecide: (row: ReviewRow, decision: Decision) => void;
  onNote: (row: ReviewRow) => void;
  onInstead: (row: ReviewRow, what: Instead) => void;
  onUndo: () => void;
  onSubmit: () => void;
};

/** The first row is the second of the table. */
const headRows = 2;

/** Beside 1, 2, and 3, which are the decisions in their order. */
const letters = {
  keep: "k",
  change: "e",
  remove: "r",
  ask: "r",
  rotate: "r",
  deactivate: "d",
  revoke: "r",
} as const satisfies Record<ReturnType<typeof toDecisionName>, string>;

/** What a key does to the row that has focus, or to the review; undefined if nothing. */
export function findPress(event: KeyboardEvent, keys: DecisionKeys): (() => void) | undefined {
  if (isForOther(event)) return undefined;
  const { rows, onDecide, onNote, onInstead, onUndo, onSubmit } = keys;
  const { ctrlKey, metaKey, altKey, shiftKey } = event;
  const key = event.key.toLowerCase();
  if (ctrlKey || metaKey) return key === "enter" ? onSubmit : undefined;
  if (altKey || shiftKey) return undefined;
  if (key === "u") return onUndo;
  const at = findFocusedAt();
  const row = rows[at];
  if (key === "o") return () => focusRow(findNextOpen(rows, at));
  if (key === "arrowdown" && row) return () => focusRow(at + 1);
  if (key === "arrowup" && row) return () => focusRow(at - 1);
  if (!(row && isDecidable(row))) return undefined;
  if (key === "n") return () => onNote(row);
  if (key === "h") return () => onInstead(row, "handOver");
  if (key === "q") return () => onInstead(row, "question");
  const decision = decisions.find(
    (one, index) => key === String(index + 1) || key === letters[toDecisionName(row, one)],
  );
  if (!decision || !listOffered(row).includes(decision)) return undefined;
  return () => onDecide(row, decision);
}

function isForOther({ target, defaultPrevented, isComposing, repeat, key }: KeyboardEvent): boolean {
  if (defaultPrevented || isComposing || (repeat && !key.startsWith("Arrow"))) return true;
  if (target instanceof Element && target.closest("input, textarea, select")) return true;
  return document.querySelector("dialog[open], :popover-open") !== null;
}

/** -1 if no row has focus. */
function findFocusedAt(): number {
  const focused = document.activeElement?.closest("main table tbody tr[aria-rowindex]");
  return focused ? Number(focused.getAttribute("aria-rowindex")) - headRows : -1;
}

/** After the row at this place, or else from the first on; -1 if nothing is open. */
function findNextOpen(rows: readonly ReviewRow[], at: number): number {
  const isNext = (row: ReviewRow, index: number) => index !== at && isOpen(row) && isDecidable(row);
  const after = rows.findIndex((row, index) => index > at && isNext(row, index));
  return after === -1 ? rows.findIndex(isNext) : after;
}

/** Nothing for a place that no row has. */
function focusRow(at: number): void {
  const row = document.querySelector<HTMLElement>(`main table tbody tr[aria-rowindex="${at + headRows}"]`);
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
}

/** From a row to the next, unless whoever decided with the pointer is elsewhere. */
export function focusAfter(rows: readonly ReviewRow[], { userId }: ReviewRow): void {
  if (document.activeElement?.matches("main tbody tr, main tbody tr a"))
    focusRow(rows.findIndex((row) => row.userId === userId) + 1);
}
