"use client";

import type { ComponentType, ReactNode } from "react";
import { ListFactsProvider } from "@/components/ui/table/list-facts";
import { type Rows, Table } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import type { Sort } from "@/components/ui/table/table-head";
import { FailedState } from "./failed-state";
import { toFailure } from "./failure";
import { useListExtras } from "./list-extras";
import { PageHeader } from "./page-header";
import { PeekArea } from "./peek-area";
import { type PeekProps, usePeek } from "./use-peek";

type ListTable<Row> = {
  label: string;
  columns: readonly Column<Row>[];
  empty: ReactNode;
  lines?: 1 | 2;
  /** What the list shows, such as "24 members". */
  total?: string;
  /** Columns that the filters speak about: shown, even where the person hides them, and scrolled to. */
  about?: readonly string[];
  /** Shows a row beside the list. */
  Peek?: ComponentType<PeekProps>;
};
type Props<Row> = {
  list: {
    rows: Rows<Row>;
    isBusy: boolean;
    sort?: Sort | undefined;
    error: Error | null;
    refetch: () => void;
    filterCount?: number;
    onClear?: (() => void) | undefined;
  };
  table: ListTable<Row>;
  header: ReactNode;
  toolbar?: ReactNode;
  footer?: ReactNode;
  children?: ReactNode;
};

export function ListPage<Row>({ list, table, header, toolbar, footer, children }: Props<Row>) {
  const { tabs, tools, hiddenColumns = [], areColumnsChosen = false } = useListExtras();
  const { total, columns, about = [], Peek, ...rest } = table;
  const { setArea, peek } = usePeek(list.rows, Peek !== undefined);
  const isAsked = ({ id }: Column<Row>) => id === list.sort?.by || about.includes(id);
  const fitted = columns.map((one) => {
    const isWideOnly = !isAsked(one) && (peek ? one.card === "note" : !!one.isWideOnly && !areColumnsChosen);
    return { ...one, isWideOnly };
  });
  const choosable = fitted.slice(1).filter(({ isHeaderHidden }) => !isHeaderHidden);
  // Beside a panel there is room for what a card shows, and a cut column helps nobody.
  const isLeftOut = (one: Column<Row>) =>
    (hiddenColumns.includes(one.id) && !about.includes(one.id)) || (peek && !one.card && !isAsked(one));
  const shown = fitted.filter((one) => !(choosable.includes(one) && isLeftOut(one)));
  const facts = {
    tools,
    filterCount: list.filterCount ?? 0,
    onClear: list.onClear,
    result: total,
    sort: list.sort,
    sorts: columns.filter(({ isSortable }) => isSortable).map(toOption),
    columns: choosable.map((one) => ({ ...toOption(one), isWideOnly: !!one.isWideOnly })),
  };
  if (list.error)
    return (
      <>
        {/* Without a count, which would be zero. The search stays, because another one may work. */}
        <PageHeader title={table.label} />
        {tabs}
        {toolbar && <ListFactsProvider facts={{ ...facts, result: undefined }}>{toolbar}</ListFactsProvider>}
        <FailedState failure={toFailure(list.error)} onRetry={list.refetch} />
      </>
    );
  return (
    <>
      {header}
      {tabs}
      {toolbar && <ListFactsProvider facts={facts}>{toolbar}</ListFactsProvider>}
      <PeekArea setArea={setArea} isOn={Peek !== undefined} panel={Peek && peek && <Peek {...peek} />}>
        <Table
          {...rest}
          columns={shown}
          rows={{ ...list.rows, currentKey: peek?.id }}
          isBusy={list.isBusy}
          sort={list.sort}
          inView={list.sort ? [list.sort.by, ...about] : about}
        />
        {footer}
      </PeekArea>
      {children}
    </>
  );
}

function toOption<Row>({ id, header }: Column<Row>) {
  return { value: id, label: header };
}
