import { fold } from "@/lib/core/format/fold";
import type { ReviewRow } from "@/lib/governance/reviews/schema";
import type { ReviewSearch } from "@/lib/governance/reviews/search-params";
import { doneStates } from "@/lib/governance/reviews/vocabulary";

/** Rows that the reviewer has to decide about. */
export function isOpen({ state }: ReviewRow): boolean {
  return state === "open" || state === "lapsed";
}

export function filterRows(
  rows: readonly ReviewRow[],
  { q, show }: Pick<ReviewSearch, "q" | "show">,
): ReviewRow[] {
  const text = fold(q.trim());
  return rows.filter((row) => {
    const isFound = text === "" || fold(`${row.facts?.name ?? ""} ${row.name} ${row.email}`).includes(text);
    return isFound && isShown(row, show);
  });
}

function isShown(row: ReviewRow, show: ReviewSearch["show"]): boolean {
  if (show === "all") return true;
  if (show === "open") return isOpen(row);
  const isDone = doneStates.includes(row.state);
  return show === "done" ? isDone : !(isDone || isOpen(row));
}
