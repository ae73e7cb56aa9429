"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useCallback } from "react";
import { EmptyList } from "@/components/shell/empty-list";
import { IncompleteLately } from "@/components/shell/incomplete-days";
import { listAbout } from "@/components/shell/list-about";
import { ListPage } from "@/components/shell/list-page";
import { LoadingPeek } from "@/components/shell/peek-frame";
import { HistoryProvider } from "@/components/shell/read-history";
import { useAskedWrites } from "@/components/shell/use-asked-writes";
import { useList } from "@/components/shell/use-list";
import { useListSelection } from "@/components/shell/use-list-selection";
import { onDemand } from "@/components/ui/on-demand";
import { listUrl } from "@/lib/core/address/search-params";
import { windowDays } from "@/lib/core/format/calendar";
import { keyChoicesQuery, keysQuery } from "@/lib/directory/keys/queries";
import type { KeyRow } from "@/lib/directory/keys/schema";
import { keySearchParams, toKeyQueryString } from "@/lib/directory/keys/search-params";
import { type KeyOperation, measuredReports } from "@/lib/directory/keys/vocabulary";
import { ConsoleLink } from "./console-link";
import { KeyToolbar } from "./key-toolbar";
import { KeysHeader } from "./keys-header";
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
