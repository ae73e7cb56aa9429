"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import { memo, type ReactNode, type RefObject, useEffect, useRef } from "react";
import { Skeleton } from "@/components/ui/display/skeleton";
import { type Column, TableWidths, toTableWidth } from "./table-columns";
import { type Sort, TableHead } from "./table-head";
import { useRowsInView } from "./use-rows-in-view";

const rowHeights = { 1: 36, 2: 44 };
/** Keeps a row's buttons visible in wide tables; a phone has no room for that. */
const endClass = "md:sticky md:right-0 md:z-10 md:border-l";
const stickyClass = "first:sticky first:left-0 first:z-10 max-md:first:border-r";

export type Rows<Row> = {
  total: number;
  at: (index: number) => Row | undefined;
  keyOf: (row: Row) => string;
  onVisibleRange?: (first: number, last: number) => void;
  onHover?: ((row: Row | undefined) => void) | undefined;
  start?: number;
  /** Identifies the list by filter and order; a new list is shown from its top. */
  listKey?: string;
};

type Props<Row> = {
  label: string;
  columns: readonly Column<Row>[];
  rows: Rows<Row>;
  sort?: Sort | undefined;
  empty?: ReactNode;
  isBusy?: boolean;
  /** The lines of each row: 1 by default. */
  lines?: keyof typeof rowHeights;
};

export function toRows<Row>(list: readonly Row[], keyOf: (row: Row) => string): Rows<Row> {
  return { total: list.length, at: (index) => list[index], keyOf };
}

/** Renders only the rows in view, so all are of the same height. */
export function Table<Row>({ label, columns, rows, sort, empty, isBusy = false, lines = 1 }: Props<Row>) {
  const t = useTranslations("ui");
  const region = useRef<HTMLElement>(null);
  const { indexes, above, below } = useRowsInView(region, {
    count: rows.total,
    rowHeight: rowHeights[lines],
    start: rows.start ?? 0,
    onVisibleRange: rows.onVisibleRange,
  });
  useScrollToTop(region, rows.listKey);
  const hasFooter = columns.some(({ footer }) => footer !== undefined);

  if (rows.total === 0) return empty ?? <p className="py-10 text-center text-ink-muted">{t("emptyTable")}</p>;
  return (
    <section
      ref={region}
      aria-label={label}
      aria-busy={isBusy}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      className="relative max-h-[85dvh] min-h-0 overflow-auto card -outline-offset-1"
    >
      <table
        aria-label={label}
        aria-rowcount={rows.total + 1 + Number(hasFooter)}
        className={clsx(
          "w-full table-fixed border-separate border-spacing-0 text-sm transition-opacity",
          isBusy && "opacity-60",
        )}
        style={{ minWidth: toTableWidth(columns) }}
      >
        <TableWidths columns={columns} />
        <thead className="sticky top-0 z-20">
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <TableHead
                key={column.id}
                column={column}
                sort={sort}
                className={clsx(stickyClass, column.isHeaderHidden && endClass)}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer height={above} span={columns.length} />
          {indexes.map((index) => {
            const row = rows.at(index);
            return (
              <TableRow
                key={row === undefined ? `loading-${index}` : rows.keyOf(row)}
                index={index}
                row={row}
                columns={columns}
                onHover={rows.onHover}
                lines={lines}
              />
            );
          })}
          <Spacer height={below} span={columns.length} />
        </tbody>
        {hasFooter && (
          <tfoot className="sticky bottom-0 z-20">
            <tr aria-rowindex={rows.total + 2}>
              {columns.map(({ id, isNumeric, isHeaderHidden, footer }) => (
                <td
                  key={id}
                  className={clsx(
                    "h-9 truncate border-t bg-surface px-3 font-medium",
                    isNumeric && "text-right tabular-nums",
                    stickyClass,
                    isHeaderHidden && endClass,
                  )}
                >
                  {footer}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}

type RowProps<Row> = {
  index: number;
  row: Row | undefined;
  columns: readonly Column<Row>[];
  onHover: Rows<Row>["onHover"];
  lines: keyof typeof rowHeights;
};

/**
 * Calls `cell` instead of mounting it: as a component, it would lose focus and state whenever the columns change.
 * Memoized, because a letter typed in the search renders the table three times while its rows change once.
 */
const TableRow = memo(function TableRow<Row>({ index, row, columns, onHover, lines }: RowProps<Row>) {
  return (
    <tr
      aria-rowindex={index + 2}
      tabIndex={-1}
      className={clsx("group/row scroll-my-10 outline-none", lines === 2 ? "h-11" : "h-9")}
      onMouseEnter={onHover && (() => onHover(row))}
      onMouseLeave={onHover && (() => onHover(undefined))}
    >
      {columns.map(({ id, isNumeric, isHeaderHidden, cell }) => (
        <td
          key={id}
          className={clsx(
            lines === 2 ? "row-cell-tall" : "row-cell",
            isNumeric && "text-right tabular-nums",
            isHeaderHidden && endClass,
          )}
        >
          {row === undefined ? <Skeleton className="h-2.5 w-3/5" /> : cell(row)}
        </td>
      ))}
    </tr>
  );
}) as <Row>(props: RowProps<Row>) => ReactNode; // Sound: memo keeps the props and only drops the type parameter.

/** Only when the list changes: the first render keeps the position of the URL. */
function useScrollToTop(region: RefObject<HTMLElement | null>, listKey: string | undefined) {
  const shown = useRef(listKey);
  useEffect(() => {
    if (shown.current === listKey) return;
    shown.current = listKey;
    region.current?.scrollTo({ top: 0 });
  }, [region, listKey]);
}

function Spacer({ height, span }: { height: number; span: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td colSpan={span} className="p-0" style={{ height }} />
    </tr>
  );
}
