import type { ReactNode } from "react";

/**
 * On a phone: at the right, or below that. A column without a place is left out, except the first, which is the name unless
 * another is. A first column that is wide holds a sentence, which has lines of its own above everything else. A line has the
 * width of the card, below the name.
 */
type CardPlace = "name" | "value" | "note" | "wide" | "line";

export type Column<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** In pixels. A column without a width shares what is left. */
  width?: number;
  /** In pixels, for a column without a width: 200 by default. */
  minWidth?: number;
  /** Left out on a laptop, which has no room for everything beside the navigation. */
  isWideOnly?: boolean;
  isNumeric?: boolean;
  isSortable?: boolean;
  /** For columns of buttons: the header is visually hidden, and the column sticks to the end. */
  isHeaderHidden?: boolean;
  headerLead?: ReactNode;
  /** Below the header's text, such as where the amounts come from. */
  headerNote?: ReactNode;
  /** In place of the header, where its note shows the rest. */
  headerShown?: string;
  footer?: ReactNode;
  /** Once a column has a place, the rows of its table are cards on a phone. */
  card?: CardPlace;
  /** Before a card's note, if the figure doesn't say by itself what it is: the heading stands only above the value. */
  cardLabel?: string;
};

const usualMinWidth = 200;

type Widths = { id: string; width?: number; minWidth?: number; isWideOnly?: boolean };

/** Fixed widths keep columns still while rows change; the first column leaves room on a phone. */
export function TableWidths({ columns }: { columns: readonly Widths[] }) {
  return (
    <colgroup>
      {columns.map(({ id, width, isWideOnly }, index) => (
        <col
          key={id}
          className={isWideOnly ? "wide-only" : undefined}
          style={width ? { width: index === 0 ? `min(${width}px, 50vw)` : width } : undefined}
        />
      ))}
    </colgroup>
  );
}

export function toTableWidth(columns: readonly Widths[]): number {
  return columns.reduce((sum, { minWidth = usualMinWidth, width = minWidth }) => sum + width, 0);
}
