"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ChartColumn } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useCallback, useState } from "react";
import { EmptyList } from "@/components/shell/empty-list";
import { ExportMenu } from "@/components/shell/export-menu";
import { ListPage } from "@/components/shell/list-page";
import { PageHeader } from "@/components/shell/page-header";
import { useAskedDialog } from "@/components/shell/use-asked-dialog";
import { useList } from "@/components/shell/use-list";
import { useListSelection } from "@/components/shell/use-list-selection";
import { Button } from "@/components/ui/controls/button";
import { DateText } from "@/components/ui/display/date-text";
import { loadedLater, onDemand } from "@/components/ui/on-demand";
import { listUrl } from "@/lib/core/address/search-params";
import type { Fix } from "@/lib/core/marks/vocabulary";
import { findingChoicesQuery, findingsQuery } from "@/lib/governance/findings/queries";
import type { Finding, FindingsPage } from "@/lib/governance/findings/schema";
import { findingSearchParams, toFindingQueryString } from "@/lib/governance/findings/search-params";
import { FindingToolbar } from "./finding-toolbar";
import { toChoice } from "./to-choice";
import { useFindingColumns } from "./use-finding-columns";
import { useFindingMenu } from "./use-finding-menu";
import { useFixing } from "./use-fixing";

const FindingDialog = onDemand(() => import("./finding-dialog").then((file) => file.FindingDialog));

const FindingsBulkBar = onDemand(() => import("./findings-bulk-bar").then((file) => file.FindingsBulkBar));
const IdleRules = loadedLater(() => import("./idle-rules").then((file) => file.IdleRules));
const TrendDialog = onDemand(() => import("./trend-dialog").then((file) => file.TrendDialog));

type Props = {
  canWrite: boolean;
  /** What the person may do about findings. */
  allowed: readonly Fix[];
};

export function FindingsPanel({ canWrite, allowed }: Props) {
  const t = useTranslations("findings");
  const [search, setSearch] = useQueryStates(findingSearchParams, listUrl);
  const [shown, setShown] = useState<Finding>();
  const [isTrendOpen, setTrendOpen] = useAskedDialog("trend");
  const list = useList({
    search,
    setSearch,
    toQueryString: toFindingQueryString,
    toQuery: (page) => findingsQuery({ ...search, page }),
    keyOf: ({ id }: Finding) => id,
    sorts: findingSearchParams.sort,
  });
  const { rows, newest } = list;
  const fixing = useFixing();
  const { toItems, dialogs, decide } = useFindingMenu({
    canWrite,
    allowed,
    onOpen: setShown,
    onFix: fixing.askToFix,
  });
  const client = useQueryClient();
  const choose = useCallback(
    (finding: Finding) => (canWrite ? toChoice(finding, allowed) : null),
    [canWrite, allowed],
  );
  const choice = useListSelection(rows, choose, () =>
    client.fetchQuery(findingChoicesQuery({ ...search, page: 1 })),
  );
  const columns = useFindingColumns({
    state: search.state,
    onOpen: setShown,
    toItems,
    toChoice: choose,
    choice: newest?.rows.some(choose) ? choice : undefined,
  });
  const total = t("total", { count: rows.total });
  const header = (
    <>
      <PageHeader
        title={t("title")}
        count={total}
        about={<About page={newest} />}
        actions={
          <>
            <Button onClick={() => setTrendOpen(true)}>
              <ChartColumn aria-hidden className="size-4" />
              {t("trend.open")}
            </Button>
            <ExportMenu
              noun="findings"
              query={toFindingQueryString({ ...search, page: null })}
              schedule="findings"
            />
          </>
        }
      />
      {newest && newest.idle.length > 0 && <IdleRules idle={newest.idle} />}
    </>
  );
  return (
    <ListPage
      list={list}
      table={{
        lines: 2,
        label: t("title"),
        columns,
        total,
        empty: <EmptyList noun="findings" onClear={list.onClear} />,
      }}
      header={header}
      toolbar={<FindingToolbar search={search} page={newest} onChange={list.change} />}
    >
      {choice.isUsed && <FindingsBulkBar selection={choice.selection} onFix={fixing.askToFix} />}
      {dialogs}
      {fixing.dialog}
      {isTrendOpen && <TrendDialog search={search} onClose={() => setTrendOpen(false)} />}
      {shown && (
        <FindingDialog
          finding={shown}
          allowed={allowed}
          onFix={fixing.askToFix}
          onDecide={canWrite ? decide : null}
          onClose={() => setShown(undefined)}
        />
      )}
    </ListPage>
  );
}

function About({ page }: { page: FindingsPage | undefined }) {
  const t = useTranslations("findings");
  return (
    <>
      {t("about")} {page?.evaluatedAt && t.rich("asOf", { time: () => <DateText at={page.evaluatedAt} /> })}
    </>
  );
}
