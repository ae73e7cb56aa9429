"use client";

import type { QueryKey, UseQueryOptions } from "@tanstack/react-query";
import { CalendarOff, GitCompareArrows } from "lucide-react";
import type { Route } from "next";
import { useLocale, useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { DayChoice } from "@/components/directory/day-choice";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { EmptyState } from "@/components/shell/empty-state";
import { ExportMenu } from "@/components/shell/export-menu";
import { ListPage } from "@/components/shell/list-page";
import { PageHeader } from "@/components/shell/page-header";
import { useList } from "@/components/shell/use-list";
import { toButtonClass } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import { ListToolbar } from "@/components/ui/table/list-toolbar";
import type { Column } from "@/components/ui/table/table-columns";
import type { RowPage } from "@/components/ui/table/use-paged-rows";
import { addDays } from "@/lib/core/format/calendar";
import { formatDay } from "@/lib/core/format/format";
import {
  type SnapshotQuery,
  snapshotSearchParams,
  toSnapshotQuery,
  toSnapshotQueryString,
} from "@/lib/directory/snapshots/search-params";

type Then = { id: string };
type Snapshot<Row> = RowPage<Row> & { keptSince: string | null };
type Props<Row extends Then, Page extends Snapshot<Row>, Key extends QueryKey> = {
  noun: "members" | "keys";
  today: string;
  columns: readonly Column<Row>[];
  toQuery: (query: SnapshotQuery) => UseQueryOptions<Page, Error, Page, Key>;
};

/** A list as it was at the end of a day, which no one can change. */
export function SnapshotList<Row extends Then, Page extends Snapshot<Row>, Key extends QueryKey>({
  noun,
  today,
  columns,
  toQuery,
}: Props<Row, Page, Key>) {
  const t = useTranslations("snapshots");
  const locale = useLocale();
  const [search, setSearch] = useQueryStates(snapshotSearchParams);
  const query = toSnapshotQuery(search, today);
  const list = useList({
    search,
    setSearch,
    toQueryString: toSnapshotQueryString,
    toQuery: (page) => toQuery({ ...query, page }),
    keyOf: ({ id }: Row) => id,
    widening: ["at", "since"],
  });
  const { newest, rows } = list;
  const keptSince = newest?.keptSince ?? null;
  const isKept = keptSince !== null && keptSince <= (query.since ?? query.at);
  const count = t(query.since ? "differences" : noun, { count: rows.total });
  const header = (
    <PageHeader
      title={t(`title.${noun}`, { day: formatDay(query.at, locale) })}
      description={newest && isKept ? count : undefined}
      about={t("about")}
      breadcrumbs={<Breadcrumbs of={[{ href: `/${noun}` as Route, label: t(`today.${noun}`) }]} />} // Sound: both are pages.
      actions={isKept && <ExportMenu noun={noun} query={toSnapshotQueryString({ ...query, page: null })} />}
    />
  );
  const toolbar = (
    <ListToolbar label={t("search")} q={search.q} onChange={list.change}>
      <DayChoice
        label={t("at")}
        value={query.at}
        unset=""
        min={keptSince}
        max={today}
        onChange={(at) => list.change({ at: at ?? today })}
      />
      <DayChoice
        label={t("since")}
        value={query.since}
        unset={t("off")}
        min={keptSince}
        max={addDays(query.at, -1)}
        onChange={(since) => list.change({ since })}
      />
      <Link href={`/${noun}` as Route} className={toButtonClass("ghost")}>
        {t("back")}
      </Link>
    </ListToolbar>
  );
  const empty = <Nothing isKept={isKept} keptSince={keptSince} isCompared={query.since !== null} />;
  return (
    <ListPage
      list={list}
      table={{
        label: count,
        columns: query.since ? columns : columns.filter(({ id }) => id !== "difference"),
        lines: 2,
        empty,
        total: count,
      }}
      header={header}
      toolbar={toolbar}
    />
  );
}

type NothingProps = { isKept: boolean; keptSince: string | null; isCompared: boolean };

function Nothing({ isKept, keptSince, isCompared }: NothingProps) {
  const t = useTranslations("snapshots");
  const locale = useLocale();
  if (isKept)
    return (
      <EmptyState
        icon={<GitCompareArrows />}
        title={t(isCompared ? "sameTitle" : "noMatchTitle")}
        text={t(isCompared ? "sameText" : "noMatchText")}
      />
    );
  const text = keptSince ? t("unknownText", { day: formatDay(keptSince, locale) }) : t("nothingText");
  return <EmptyState icon={<CalendarOff />} title={t("unknownTitle")} text={text} />;
}
