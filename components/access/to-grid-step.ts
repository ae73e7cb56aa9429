/** Row and column -1 are the heads. */
export type Place = { row: number; column: number };
type Grid = { rows: number; columns: number; pageRows: number };

type Key = { key: string; ctrlKey: boolean; metaKey: boolean };

/** Where a key of a grid leads, after the pattern of the ARIA Authoring Practices; null if it isn't one. */
export function toGridStep(
  { key, ...held }: Key,
  at: Place,
  { rows, columns, pageRows }: Grid,
): Place | null {
  const isHeld = held.ctrlKey || held.metaKey;
  const to = (row: number, column: number): Place => ({
    row: Math.max(-1, Math.min(row, rows - 1)),
    column: Math.max(-1, Math.min(column, columns - 1)),
  });
  if (key === "Home") return isHeld ? to(0, -1) : to(at.row, -1);
  if (key === "End") return isHeld ? to(rows - 1, columns - 1) : to(at.row, columns - 1);
  if (isHeld) return null;
  const steps: Record<string, Place> = {
    ArrowDown: to(at.row + 1, at.column),
    ArrowUp: to(at.row - 1, at.column),
    ArrowRight: to(at.row, at.column + 1),
    ArrowLeft: to(at.row, at.column - 1),
    PageDown: to(at.row + pageRows, at.column),
    PageUp: to(Math.max(0, at.row - pageRows), at.column),
  };
  return Object.hasOwn(steps, key) ? (steps[key] ?? null) : null;
}
