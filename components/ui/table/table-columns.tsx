import type { ReactNode } from "react";

export type Column<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Pixels. A column without one shares what is left and is never narrower than 200. */
  width?: number;
  /** Numbers stand at the end, in tabular figures. */
  isNumeric?: boolean;
  isSortable?: boolean;
  /** For columns of buttons: the header is only heard, and the column stays at the end of the view. */
  isHeaderHidden?: boolean;
  /** Before the header's text, such as the box that selects all rows. */
  headerLead?: ReactNode;
  /** A total; one column with a footer gives the table a footer row. */
  footer?: ReactNode;
};

const minWidth = 200;

/** Fixed widths keep columns still while rows come and go; the first column leaves room beside it on a phone. */
export function TableWidths({ columns }: { columns: readonly { id: string; width?: number }[] }) {
  return (
    <colgroup>
      {columns.map(({ id, width }, index) => (
        <col key={id} style={width ? { width: index === 0 ? `min(${width}px, 50vw)` : width } : undefined} />
      ))}
    </colgroup>
  );
}

export function toTableWidth(columns: readonly { width?: number }[]): number {
  return columns.reduce((sum, { width = minWidth }) => sum + width, 0);
}
