/**
 * A table's own elements can't be placed freely, and only what has a place of its own can be left out. Rows and columns
 * count from the heads, which are -1.
 */
export const groupRole = { role: "rowgroup" };
export const toRowRole = (row: number) => ({ role: "row", "aria-rowindex": row + 2 });
export const toColumnHeadRole = (column: number) => ({ role: "columnheader", "aria-colindex": column + 2 });
export const rowHeadRole = { role: "rowheader", "aria-colindex": 1 };
export const toCellRole = (column: number, onClick: () => void) => ({
  role: "gridcell",
  "aria-colindex": column + 2,
  onClick,
});
