import { type Cell, type ColumnDef, tableFeatures } from "@tanstack/react-table";
import type { ReactNode } from "react";
import { Skeleton } from "./skeleton";

export type Column<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Pixels. A column without one shares what is left and is never narrower than 200. */
  width?: number;
  /** Numbers stand at the end, in tabular figures. */
  isNumeric?: boolean;
  isSortable?: boolean;
  /** For columns of buttons: the header is only heard. */
  isHeaderHidden?: boolean;
  /** A total; one column with a footer gives the table a footer row. */
  footer?: ReactNode;
};

/** A row that scrolled into view, whether its data has arrived or not. */
export type Slot<Row> = { index: number; key: string; row: Row | undefined };

type Look = Pick<Column<never>, "isNumeric" | "isSortable" | "isHeaderHidden">;

// Sorting, filtering and paging happen in SQL: the table needs the core alone.
export const features = tableFeatures({ columnMeta: {} as Look }); // Sound: a type-only slot.
export type Features = typeof features;

const leastWidth = 200;

export function toColumnDefs<Row>(columns: readonly Column<Row>[]): ColumnDef<Features, Slot<Row>>[] {
  return columns.map(({ id, header, cell, footer, isNumeric, isSortable, isHeaderHidden }) => ({
    id,
    header,
    footer: () => footer,
    cell: ({ row: { original } }) =>
      original.row === undefined ? <Skeleton className="h-2.5 w-3/5" /> : cell(original.row),
    meta: {
      isNumeric: isNumeric ?? false,
      isSortable: isSortable ?? false,
      isHeaderHidden: isHeaderHidden ?? false,
    },
  }));
}

/** Calls the cell: mounted as a component it would lose its focus and state whenever the columns change. */
export function toContent<Row>(cell: Cell<Features, Slot<Row>>): ReactNode {
  const { cell: content } = cell.column.columnDef;
  return typeof content === "function" ? content(cell.getContext()) : content;
}

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
  return columns.reduce((sum, { width = leastWidth }) => sum + width, 0);
}
