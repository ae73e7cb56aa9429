"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { Section } from "@/components/shell/section";
import { toButtonClass } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import { Table, toRows } from "@/components/ui/table/table";
import { usePagedRows } from "@/components/ui/table/use-paged-rows";
import { workspaceReachQuery } from "@/lib/directory/access/queries";
import type { ReachingPerson } from "@/lib/directory/access/schema";
import { useAccountColumns, useReachingColumns } from "./use-reaching-columns";

type Props = {
  workspaceId: string;
  /** Passed in because they belong to another feature. */
  keys: ReactNode;
};

/** Who and what can reach a workspace, and why. */
export function WorkspaceReach({ workspaceId, keys }: Props) {
  const t = useTranslations("access.reach");
  const [page, setPage] = useState(1);
  const { rows, newest, isBusy, error, refetch } = usePagedRows({
    page,
    toQuery: (number) => workspaceReachQuery({ workspace: workspaceId, page: number }),
    keyOf: ({ id }: ReachingPerson) => id,
    onPage: setPage,
    listKey: workspaceId,
  });
  const columns = useReachingColumns(workspaceId, newest?.isDefault ?? false);
  const accountColumns = useAccountColumns();
  if (error) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!newest) return <LoadingState />;
  const { accounts, isArchived, isDefault, hidesWideKeys } = newest;
  const matrix = `/access?workspace=${encodeURIComponent(workspaceId)}` as const;
  return (
    <>
      <Section
        title={t("people")}
        text={t(isArchived ? "archived" : isDefault ? "everyone" : "peopleText", { count: rows.total })}
        actions={
          !isArchived && (
            <Link href={matrix} className={toButtonClass()}>
              {t("openMatrix")}
            </Link>
          )
        }
      >
        {!isArchived && (
          <Table
            label={t("people")}
            columns={columns}
            rows={rows}
            isBusy={isBusy}
            lines={2}
            empty={<p className="text-ink-muted">{t("noPeople")}</p>}
          />
        )}
      </Section>
      <Section title={t("keys")} text={t(hidesWideKeys ? "keysTextLead" : "keysText")}>
        {keys}
      </Section>
      <Section title={t("accounts")} text={t("accountsText")}>
        <Table
          label={t("accounts")}
          columns={accountColumns}
          rows={toRows(accounts, ({ id }) => id)}
          lines={2}
          empty={<p className="text-ink-muted">{t("noAccounts")}</p>}
        />
      </Section>
    </>
  );
}
