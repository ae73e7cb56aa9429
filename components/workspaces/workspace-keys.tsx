"use client";

import { useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { KeyHint, KeyLastUse, ListedKeyName } from "@/components/directory/key-cells";
import { KeyStatusBadge } from "@/components/directory/key-status-badge";
import { useKeyWorkspaceName } from "@/components/directory/use-key-workspace-name";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { Link } from "@/components/ui/controls/link";
import { Badge } from "@/components/ui/display/badge";
import { DateText } from "@/components/ui/display/date-text";
import { TwoLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { workspaceKeysQuery } from "@/lib/directory/workspaces/queries";
import type { WorkspaceKey } from "@/lib/directory/workspaces/schema";

export function WorkspaceKeys({ workspaceId }: { workspaceId: string }) {
  const t = useTranslations("workspaces.keyList");
  const { data, error, refetch } = useQuery(workspaceKeysQuery(workspaceId));
  const columns = useKeyColumns();
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <Table
      label={t("label")}
      columns={columns}
      lines={2}
      rows={toRows(data, ({ id }) => id)}
      empty={<EmptyState icon={<KeyRound />} title={t("emptyTitle")} text={t("emptyText")} />}
    />
  );
}

function useKeyColumns(): Column<WorkspaceKey>[] {
  const t = useTranslations("workspaces.keyList");
  const toName = useKeyWorkspaceName();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("name"),
        minWidth: 190,
        cell: ({ id, name, hint, scope, size }) =>
          size !== null ? (
            <span title={t("mergedWhy")}>{t("merged", { count: size })}</span>
          ) : (
            <TwoLines detail={hint && <KeyHint hint={hint} />}>
              <Link
                href={`/keys/${encodeURIComponent(id)}`}
                className="min-w-0 truncate font-medium hover:underline"
              >
                <ListedKeyName of={{ id, name }} />
              </Link>
              {scope !== "workspace" && (
                <Badge tone="warn">{toName({ value: scope, name: null, isDefault: false })}</Badge>
              )}
            </TwoLines>
          ),
      },
      {
        id: "status",
        header: t("status"),
        width: 85,
        card: "value",
        cell: ({ status }) => (status ? <KeyStatusBadge status={status} /> : "–"),
      },
      {
        id: "maker",
        header: t("maker"),
        width: 115,
        cell: ({ makerName }) => <VendorText>{makerName ?? "–"}</VendorText>,
      },
      {
        id: "used",
        header: t("used"),
        width: 115,
        cell: ({ lastUsedOn, size }) => (size === null ? <KeyLastUse row={{ lastUsedOn }} /> : "–"),
      },
      {
        id: "created",
        header: t("created"),
        width: 115,
        cell: ({ createdAt }) => createdAt && <DateText at={createdAt} show="day" />,
      },
      {
        id: "expires",
        header: t("expires"),
        width: 110,
        card: "note",
        cell: ({ expiresAt }) => <DateText at={expiresAt} show="day" />,
      },
    ],
    [t, toName],
  );
}
