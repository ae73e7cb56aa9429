"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useCallback } from "react";
import { PastDateLink } from "@/components/directory/past-date-link";
import { EmptyList } from "@/components/shell/empty-list";
import { ExportMenu } from "@/components/shell/export-menu";
import { IncompleteLately } from "@/components/shell/incomplete-days";
import { listAbout } from "@/components/shell/list-about";
import { ListPage } from "@/components/shell/list-page";
import { PageHeader } from "@/components/shell/page-header";
import { LoadingPeek } from "@/components/shell/peek-frame";
import { HistoryProvider } from "@/components/shell/read-history";
import { useAskedWrites } from "@/components/shell/use-asked-writes";
import { useList } from "@/components/shell/use-list";
import { useListSelection } from "@/components/shell/use-list-selection";
import { useMoney } from "@/components/ui/display/money";
import { onDemand } from "@/components/ui/on-demand";
import { listUrl } from "@/lib/core/address/search-params";
import { windowDays } from "@/lib/core/format/calendar";
import { formatCount } from "@/lib/core/format/format";
import { keyChoicesQuery, keysQuery } from "@/lib/directory/keys/queries";
import type { KeyRow, KeysPage, UsageDays } from "@/lib/directory/keys/schema";
import { type KeySearch, keySearchParams, toKeyQueryString } from "@/lib/directory/keys/search-params";
import { type KeyOperation, measuredReports } from "@/lib/directory/keys/vocabulary";
import { ConsoleLink } from "./console-link";
import { UsageNote } from "./key-notes";
import { KeyToolbar } from "./key-toolbar";
import { useKeyColumns } from "./use-key-columns";

const KeyPeek = onDemand(() => import("./key-peek").then((file) => file.KeyPeek), LoadingPeek);

const KeysBulkBar = onDemand(() => import("./keys-bulk-bar").then((file) => file.KeysBulkBar));
const loadOperations = () => import("./asked-operations").then((file) => file.AskedOperations);

export function KeysPanel({ operations }: { operations: readonly KeyOperation[] }) {
  const t = useTranslations("keys");
  const [search, setSearch] = useQueryStates(keySearchParams, listUrl);
  const { ask, writes } = useAskedWrites(loadOperations);
  const onOperation = useCallback(
    (operation: KeyOperation, target: KeyRow) => ask({ operation, target }),
    [ask],
  );
  const list = useList({
    search,
    setSearch,
    toQueryString: toKeyQueryString,
    toQuery: (page) => keysQuery({ ...search, page }),
    keyOf: ({ id }: KeyRow) => id,
    sorts: keySearchParams.sort,
  });
  const { rows, newest } = list;
  const client = useQueryClient();
  const choice = useListSelection(
    rows,
    (row) => row,
    () => client.fetchQuery(keyChoicesQuery({ ...search, page: 1 })),
  );
  const columns = useKeyColumns({
    operations,
    onOperation,
    choice,
    isEstimate: newest?.rows.some((row) => row.isEstimate) ?? false,
  });
  const loading = search.unused === null ? null : newest?.loading;
  const header = (
    <>
      <KeysHeader search={search} total={rows.total} usage={newest?.usage} merged={newest?.merged ?? null} />
      <IncompleteLately reports={measuredReports} days={windowDays} />
    </>
  );
  return (
    <HistoryProvider loading={newest?.loading}>
      <ListPage
        list={list}
        table={{
          lines: 2,
          label: t("title"),
          columns,
          about: listAbout({
            place: search.workspace.length > 0,
            maker: search.maker.length > 0,
            used: search.unused !== null,
            expires: search.expiry !== null,
          }),
          Peek: KeyPeek,
          total: t("total", { count: rows.total }),
          empty: <EmptyList noun="keys" onClear={list.onClear} loading={loading} action={<ConsoleLink />} />,
        }}
        header={header}
        toolbar={<KeyToolbar search={search} page={newest} onChange={list.change} />}
      >
        {choice.isUsed && <KeysBulkBar operations={operations} selection={choice.selection} />}
        {writes}
      </ListPage>
    </HistoryProvider>
  );
}

type Props = {
  search: KeySearch;
  total: number;
  usage: UsageDays | undefined;
  merged: KeysPage["merged"];
};

function KeysHeader({ search, total, usage, merged }: Props) {
  const t = useTranslations("keys");
  const query = toKeyQueryString({ ...search, page: null });
  return (
    <>
      <PageHeader
        title={t("title")}
        count={t("total", { count: total })}
        about={
          <>
            {t("console")} {usage !== undefined && <UsageNote usage={usage} />}
          </>
        }
        actions={
          <>
            <PastDateLink noun="keys" />
            <ExportMenu noun="keys" query={query} schedule="keys" />
            <ConsoleLink />
          </>
        }
      />
      {merged && <MergedKeys merged={merged} />}
    </>
  );
}

function MergedKeys({ merged }: { merged: NonNullable<KeysPage["merged"]> }) {
  const t = useTranslations("keys.merged");
  const locale = useLocale();
  const money = useMoney();
  const { count, tokens30d, cents30d, otherCents30d } = merged;
  return (
    <p role="note" className="max-w-5xl rounded-md border px-3 py-2 text-sm">
      <strong className="font-medium">{t("name", { count })}</strong>{" "}
      {tokens30d !== null && <span>{t("tokens", { tokens: formatCount(tokens30d, locale) })} </span>}
      {cents30d !== null && <span>{t("cost", { cost: money.formatAll(cents30d, otherCents30d) })} </span>}
      <span className="text-ink-muted">{t("why")}</span>
    </p>
  );
}
