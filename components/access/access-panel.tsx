"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { PastDateLink } from "@/components/directory/past-date-link";
import { ExportMenu } from "@/components/shell/export-menu";
import { FailedPage } from "@/components/shell/failed-page";
import { toFailure } from "@/components/shell/failure";
import { PageHeader } from "@/components/shell/page-header";
import { HistoryProvider } from "@/components/shell/read-history";
import { useList } from "@/components/shell/use-list";
import { Button } from "@/components/ui/controls/button";
import { onDemand } from "@/components/ui/on-demand";
import { ListFactsProvider } from "@/components/ui/table/list-facts";
import { formatDay } from "@/lib/core/format/format";
import { accessColumnsQuery, accessQuery } from "@/lib/directory/access/queries";
import type { AccessRow } from "@/lib/directory/access/schema";
import { accessSearchParams, toAccessQuery, toAccessQueryString } from "@/lib/directory/access/search-params";
import { AccessMatrix } from "./access-matrix";
import { AccessToolbar } from "./access-toolbar";
import { type Basket, useBasket } from "./basket";
import { EmptyAccess } from "./empty-access";
import { PastDay } from "./past-day";

const BasketDialog = onDemand(() => import("./basket-dialog").then((file) => file.BasketDialog));

type Props = {
  today: string;
  canEdit: boolean;
  /** Names the organization and the person whose staged changes these are. */
  owner: string;
};

export function AccessPanel({ today, canEdit, owner }: Props) {
  const t = useTranslations("access");
  const locale = useLocale();
  const [asked, setSearch] = useQueryStates(accessSearchParams);
  const search = toAccessQuery(asked, today);
  const columns = useQuery(accessColumnsQuery(search));
  const basket = useBasket(owner);
  const isEditable = canEdit && search.at === null && search.who !== "left";
  const list = useList({
    search,
    setSearch,
    toQueryString: toAccessQueryString,
    toQuery: (page) => accessQuery({ ...search, page }),
    keyOf: ({ id }: AccessRow) => id,
    widening: ["at"],
  });
  const { rows, newest } = list;
  const error = list.error ?? columns.error;
  if (error)
    return <FailedPage failure={toFailure(error)} onRetry={() => [list.refetch(), columns.refetch()]} />;
  const shown = columns.data?.columns ?? [];
  const total = t("total", { count: rows.total, workspaces: shown.length });
  const isEmpty = rows.total === 0 || shown.length === 0;
  return (
    <HistoryProvider loading={newest?.loading}>
      <PageHeader
        title={search.at === null ? t("title") : t("titleOn", { day: formatDay(search.at, locale) })}
        count={newest && columns.data && total}
        about={t(search.at === null ? "about" : "aboutDay")}
        actions={
          <>
            {search.at === null && <PastDateLink noun="access" />}
            <ExportMenu noun="access" query={toAccessQueryString({ ...search, page: null })} />
          </>
        }
      />
      <ListFactsProvider
        facts={{
          filterCount: list.filterCount,
          onClear: list.onClear,
          result: total,
          sort: undefined,
          sorts: [],
          columns: [],
          tools: search.at !== null && (
            <PastDay
              at={search.at}
              today={today}
              keptSince={newest?.keptSince ?? null}
              onChange={(at) => list.change({ at })}
            />
          ),
        }}
      >
        <AccessToolbar
          search={search}
          columns={columns.data}
          roles={newest?.roles ?? []}
          onChange={list.change}
        />
      </ListFactsProvider>
      <p className="hidden text-sm print:block">{t("printNote")}</p>
      <div className="flex min-h-80 min-w-0 flex-1 flex-col print:hidden">
        {isEmpty ? (
          <EmptyAccess search={search} newest={newest} onClear={list.onClear} />
        ) : (
          <AccessMatrix
            rows={rows}
            columns={shown}
            isBusy={list.isBusy}
            basket={isEditable ? basket : null}
            fixed={search.at !== null ? "past" : canEdit ? null : "readOnly"}
          />
        )}
      </div>
      {canEdit && search.at === null && <BasketBar basket={basket} />}
    </HistoryProvider>
  );
}

/** What is staged. */
function BasketBar({ basket }: { basket: Basket }) {
  const t = useTranslations("access");
  const [isOpen, setOpen] = useState(false);
  const count = basket.changes.length;
  if (count === 0) return null;
  return (
    <section
      data-bottom-bar
      aria-label={t("basket")}
      className="sticky bottom-4 z-30 mx-auto mt-(--bar-room) flex max-w-full items-center gap-2 rounded-lg popup py-1.5 pr-1.5 pl-4"
    >
      <p role="status" className="mr-2 font-medium tabular-nums">
        {t("staged", { count })}
      </p>
      <Button variant="primary" onClick={() => setOpen(true)}>
        {t("review")}
      </Button>
      {isOpen && <BasketDialog basket={basket} onClose={() => setOpen(false)} />}
    </section>
  );
}
