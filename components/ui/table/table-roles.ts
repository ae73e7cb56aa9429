/** Stated, because some browsers drop a table's own roles once it is laid out as cards. */
export const tableRole = { role: "table" };
export const groupRole = { role: "rowgroup" };
export const rowRole = { role: "row" };
export const headRole = { role: "columnheader" };
export const cellRole = { role: "cell" };
export const rowHeadRole = { role: "rowheader" };
