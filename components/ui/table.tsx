"use client";

import { useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import clsx from "clsx";
import { useTranslations } from "next-intl";
import { type ReactNode, type RefObject, useEffect, useMemo, useRef } from "react";
import {
  type Column,
  features,
  type Slot,
  TableWidths,
  toColumnDefs,
  toContent,
  toTableWidth,
} from "./table-columns";
import { type Sort, TableHead } from "./table-head";

const rowHeight = 36;
const overscan = 8;
const firstRect = { width: 1280, height: 720 }; // What the server renders before any browser is measured.
const stickyClass = "first:sticky first:left-0 first:z-10 max-md:first:border-r";

export type Rows<Row> = {
  total: number;
  /** Undefined while the row has not been loaded. */
  at: (index: number) => Row | undefined;
  keyOf: (row: Row) => string;
  /** Both inclusive; called when other rows come into view. */
  onVisibleRange?: (first: number, last: number) => void;
  /** The row to begin at, for a list that was left in its middle. */
  start?: number;
  /** Names the list (its filter and order); another one is shown from its top. */
  listKey?: string;
};

type Props<Row> = {
  label: string;
  columns: readonly Column<Row>[];
  rows: Rows<Row>;
  sort?: Sort | undefined;
  empty?: ReactNode;
  isBusy?: boolean;
};

/** For rows that are all here. */
export function toRows<Row>(list: readonly Row[], keyOf: (row: Row) => string): Rows<Row> {
  return { total: list.length, at: (index) => list[index], keyOf };
}

/** Rows are 36 px high and only those in view exist. */
export function Table<Row>({ label, columns, rows, sort, empty, isBusy = false }: Props<Row>) {
  const t = useTranslations("ui");
  const region = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: rows.total,
    getScrollElement: () => region.current,
    estimateSize: () => rowHeight,
    initialRect: firstRect,
    initialOffset: (rows.start ?? 0) * rowHeight,
    overscan,
    useFlushSync: false,
    onChange: ({ range }) => range && rows.onVisibleRange?.(range.startIndex, range.endIndex),
  });
  useScrollToTop(region, rows.listKey);
  const items = virtual.getVirtualItems();
  const slots = items.map(({ index }): Slot<Row> => {
    const row = rows.at(index);
    return { index, row, key: row === undefined ? `loading-${index}` : rows.keyOf(row) };
  });
  const defs = useMemo(() => toColumnDefs(columns), [columns]); // The table rebuilds itself for new ones.
  const table = useTable({ features, columns: defs, data: slots, getRowId: ({ key }) => key });
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const hasFooter = columns.some(({ footer }) => footer !== undefined);

  if (rows.total === 0) return empty ?? <p className="py-10 text-center text-ink-muted">{t("emptyTable")}</p>;
  return (
    <section
      ref={region}
      aria-label={label}
      aria-busy={isBusy}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      className="relative max-h-[85dvh] min-h-0 overflow-auto rounded-lg border bg-surface -outline-offset-1"
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
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} aria-rowindex={1}>
              {group.headers.map((header) => (
                <TableHead key={header.id} header={header} sort={sort} className={stickyClass} />
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          <Spacer height={above} span={columns.length} />
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} aria-rowindex={row.original.index + 2} className="group/row h-9">
              {row.getAllCells().map((cell) => (
                <td
                  key={cell.id}
                  className={clsx(
                    "h-9 truncate border-b bg-surface px-3 py-0 group-last/row:border-b-0 group-hover/row:bg-canvas",
                    cell.column.columnDef.meta?.isNumeric && "text-right tabular-nums",
                    stickyClass,
                  )}
                >
                  {toContent(cell)}
                </td>
              ))}
            </tr>
          ))}
          <Spacer height={below} span={columns.length} />
        </tbody>
        {hasFooter && (
          <tfoot className="sticky bottom-0 z-20">
            {table.getFooterGroups().map((group) => (
              <tr key={group.id} aria-rowindex={rows.total + 2}>
                {group.headers.map((header) => (
                  <td
                    key={header.id}
                    className={clsx(
                      "h-9 truncate border-t bg-surface px-3 font-medium",
                      header.column.columnDef.meta?.isNumeric && "text-right tabular-nums",
                      stickyClass,
                    )}
                  >
                    <table.FlexRender footer={header} />
                  </td>
                ))}
              </tr>
            ))}
          </tfoot>
        )}
      </table>
    </section>
  );
}

/** On a change of list only: the first one begins where its address says. */
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
