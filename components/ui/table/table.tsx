"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import { type CSSProperties, type ReactNode, type RefObject, useEffect, useRef } from "react";
import { setTop } from "./row-scroll";
import { type Column, TableWidths, toTableWidth } from "./table-columns";
import { type Sort, TableHead } from "./table-head";
import { cellRole, groupRole, rowRole, tableRole } from "./table-roles";
import { endClass, TableRow } from "./table-row";
import { type Card, toCard } from "./to-card";
import { useColumnsInView } from "./use-columns-in-view";
import { useEdges } from "./use-edges";
import { useReturn } from "./use-return";
import { useRowsInView } from "./use-rows-in-view";

/** In pixels. The style sheet knows them too, because only it knows when rows are cards. */
const rowHeights = { 1: 36, 2: 44 };
const heightClasses = {
  1: "[--row-height:36px] pointer-coarse:[--row-height:44px]",
  2: "[--row-height:44px]",
};
/** Marked important, because they must override the sizes that tables have under a finger. */
const cardClasses = {
  lines: "not-print:max-md:[--row-height:160px]!",
  sentence: "not-print:max-md:[--row-height:96px]!",
  note: "not-print:max-md:[--row-height:64px]!",
  value: "not-print:max-md:[--row-height:52px]!",
};
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
  /** The row that is shown beside the list. */
  currentKey?: string | undefined;
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
  /** Columns to scroll to. */
  inView?: readonly string[];
};

const none: readonly string[] = [];

export function toRows<Row>(list: readonly Row[], keyOf: (row: Row) => string): Rows<Row> {
  return { total: list.length, at: (index) => list[index], keyOf };
}

/** Renders only the rows in view, so all are of the same height. */
export function Table<Row>({ label, columns, rows, sort, empty, isBusy = false, ...rest }: Props<Row>) {
  const { lines = 1, inView = none } = rest;
  const t = useTranslations("ui");
  const region = useRef<HTMLElement>(null);
  const { indexes, above, below } = useRowsInView(region, {
    count: rows.total,
    rowHeight: rowHeights[lines],
    start: rows.start ?? 0,
    onVisibleRange: rows.onVisibleRange,
  });
  useScrollToTop(region, rows.listKey);
  useReturn(region, rows.listKey, rows.total === 0);
  useColumnsInView(region, inView, rows.total === 0);
  useEdges(region, rows.total === 0);
  const card = toCard(columns);
  const hasFooter = columns.some(({ footer }) => footer !== undefined);
  if (rows.total === 0) return empty ?? <p className="py-10 text-center text-ink-muted">{t("emptyTable")}</p>;
  return (
    <div className="scroll-edges relative flex min-h-0 min-w-0 flex-col">
      <section
        ref={region}
        aria-label={label}
        aria-busy={isBusy}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        tabIndex={0}
        className={clsx(
          "relative scroll-mt-bar card -outline-offset-1 md:max-h-(--list-max,85dvh) md:min-h-0 md:overflow-auto",
          card ? "max-md:overflow-clip" : "max-md:overflow-x-auto",
          heightClasses[lines],
          card && cardClasses[card.height],
        )}
      >
        <table
          {...tableRole}
          aria-label={label}
          aria-rowcount={rows.total + 1 + Number(hasFooter)}
          className={clsx(
            "table-width w-full table-fixed border-separate border-spacing-0 text-sm transition-opacity",
            card && "cards",
            isBusy && "opacity-60",
          )}
          style={toSizes(columns, card)}
        >
          <TableWidths columns={columns} />
          <thead {...groupRole} className={clsx("sticky top-0 z-20", card && "max-md:top-(--list-top)")}>
            <tr {...rowRole} aria-rowindex={1}>
              {columns.map((column) => (
                <TableHead
                  key={column.id}
                  column={column}
                  sort={sort}
                  place={card?.places.get(column.id)}
                  className={clsx(stickyClass, column.isHeaderHidden && endClass)}
                />
              ))}
            </tr>
          </thead>
          <tbody {...groupRole}>
            <Spacer rows={above} />
            {indexes.map((index) => {
              const row = rows.at(index);
              return (
                <TableRow
                  key={row === undefined ? `loading-${index}` : rows.keyOf(row)}
                  index={index}
                  row={row}
                  columns={columns}
                  onHover={rows.onHover}
                  card={card}
                  isCurrent={row !== undefined && rows.keyOf(row) === rows.currentKey}
                />
              );
            })}
            <Spacer rows={below} />
          </tbody>
          {hasFooter && (
            <tfoot {...groupRole} className="z-20 md:sticky md:bottom-0">
              <tr {...rowRole} aria-rowindex={rows.total + 2}>
                {columns.map(({ id, isNumeric, isHeaderHidden, isWideOnly, footer }) => (
                  <td
                    key={id}
                    {...cellRole}
                    data-card={card?.places.get(id)}
                    className={clsx(
                      "truncate border-t bg-surface px-3 font-medium",
                      lines === 2 ? "h-11" : "h-9",
                      isNumeric && "text-right tabular-nums",
                      stickyClass,
                      isHeaderHidden && endClass,
                      isWideOnly && "wide-only",
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
    </div>
  );
}

/** Only when the list changes: the first render keeps the position of the URL. */
function useScrollToTop(region: RefObject<HTMLElement | null>, listKey: string | undefined) {
  const shown = useRef(listKey);
  useEffect(() => {
    if (shown.current === listKey) return;
    shown.current = listKey;
    if (region.current) setTop(region.current, 0);
  }, [region, listKey]);
}

/** In CSS, so that the server, which doesn't know the screen, leaves as much room. It spans nothing: some columns may be left out. */
function Spacer({ rows }: { rows: number }) {
  if (rows <= 0) return null;
  return (
    <tr aria-hidden className="print:hidden">
      <td aria-hidden className="p-0" style={{ height: `calc(${rows} * var(--row-height))` }} />
    </tr>
  );
}

// Sound: custom properties are styles too, which the type doesn't know.
function toSizes<Row>(columns: readonly Column<Row>[], card: Card | null): CSSProperties {
  return {
    "--table-width": `${toTableWidth(columns)}px`,
    "--laptop-width": `${toTableWidth(columns.filter(({ isWideOnly }) => !isWideOnly))}px`,
    "--card-end": card ? `${card.endWidth}px` : undefined,
  } as CSSProperties;
}
