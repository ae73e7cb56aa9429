import type { Rows } from "./table";

type Ends = { from: string; to: string };

/** The rows between two, with both, in any direction. Empty if one of them isn't there. */
export function toRange<Row extends { id: string }>(rows: readonly Row[], { from, to }: Ends): Row[] {
  const places = [from, to].map((end) => rows.findIndex(({ id }) => id === end));
  const first = Math.min(...places);
  return first === -1 ? [] : rows.slice(first, Math.max(...places) + 1);
}

/** Null if one of the rows isn't loaded. */
export function toLoadedRange<Row extends { id: string }>(
  { total, at }: Pick<Rows<Row>, "total" | "at">,
  ends: Ends,
): Row[] | null {
  const loaded = Array.from({ length: total }, (_, index) => at(index));
  const places = [ends.from, ends.to].map((end) => loaded.findIndex((row) => row?.id === end));
  const first = Math.min(...places);
  const range = first === -1 ? [undefined] : loaded.slice(first, Math.max(...places) + 1);
  const rows = range.filter((row) => row !== undefined);
  return rows.length === range.length ? rows : null;
}
