"use client";

import clsx from "clsx";
import { memo, type ReactNode } from "react";
import { Skeleton } from "@/components/ui/display/skeleton";
import type { Column } from "./table-columns";
import { cellRole, rowHeadRole, rowRole } from "./table-roles";
import type { Card } from "./to-card";

/** Keeps a row's buttons visible in wide tables; a phone has no room for that. */
export const endClass = "md:sticky md:right-0 md:z-10 md:border-l print:hidden";

type Props<Row> = {
  index: number;
  row: Row | undefined;
  columns: readonly Column<Row>[];
  onHover: ((row: Row | undefined) => void) | undefined;
  card: Card | null;
  isCurrent: boolean;
};

/**
 * Calls `cell` instead of mounting it: as a component, it would lose focus and state whenever the columns change.
 * Memoized, because a letter typed in the search renders the table three times while its rows change once.
 */
export const TableRow = memo(function TableRow<Row>(props: Props<Row>) {
  const { index, row, columns, onHover, card, isCurrent } = props;
  return (
    <tr
      {...rowRole}
      aria-rowindex={index + 2}
      aria-current={isCurrent || undefined}
      tabIndex={-1}
      className="group/row h-(--row-height) scroll-my-10 outline-none"
      onMouseEnter={onHover && (() => onHover(row))}
      onMouseLeave={onHover && (() => onHover(undefined))}
    >
      {columns.map((column, index) => toCell(column, row, card?.places.get(column.id), index === 0))}
    </tr>
  );
}) as <Row>(props: Props<Row>) => ReactNode; // Sound: memo keeps the props and only drops the type parameter.

/** The first cell names its row, for those who hear a table cell by cell. */
function toCell<Row>(
  column: Column<Row>,
  row: Row | undefined,
  place: string | undefined,
  isName: boolean,
): ReactNode {
  const { id, isNumeric, isHeaderHidden, isWideOnly, cardLabel, cell } = column;
  const className = clsx(
    "row-cell",
    isNumeric && "text-right tabular-nums",
    isHeaderHidden && endClass,
    isWideOnly && "wide-only",
  );
  const content = row === undefined ? <Skeleton className="h-2.5 w-3/5" /> : cell(row);
  const label = cardLabel && <span className="mr-1 text-ink-faint md:hidden print:hidden">{cardLabel}</span>;
  return isName ? (
    <th
      key={id}
      scope="row"
      {...rowHeadRole}
      data-card={place}
      className={clsx(className, "text-left font-normal")}
    >
      {content}
    </th>
  ) : (
    <td key={id} {...cellRole} data-card={place} className={className}>
      {label}
      {content}
    </td>
  );
}
