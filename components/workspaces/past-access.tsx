"use client";

import { useQuery } from "@tanstack/react-query";
import { Layers } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { Section } from "@/components/shell/section";
import { Link } from "@/components/ui/controls/link";
import { Badge } from "@/components/ui/display/badge";
import { Skeleton } from "@/components/ui/display/skeleton";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { pastAccessQuery } from "@/lib/directory/workspaces/queries";
import type { PastAccess as Access } from "@/lib/directory/workspaces/schema";

/** Where a person who left had access in the end. */
export function PastAccess({ userId }: { userId: string }) {
  const t = useTranslations("workspaces.access");
  const { data, error, refetch } = useQuery(pastAccessQuery(userId));
  const columns = useColumns();
  return (
    <Section title={t("pastTitle")} text={t("pastText")}>
      {error && !data && <FailedState failure={toFailure(error)} onRetry={refetch} />}
      {!error && !data && <Skeleton className="h-24 w-full" />}
      {data && (
        <Table
          label={t("pastTitle")}
          columns={columns}
          rows={toRows(data, ({ workspaceId }) => workspaceId)}
          empty={<EmptyState icon={<Layers />} title={t("pastEmpty")} text={t("pastEmptyText")} />}
        />
      )}
    </Section>
  );
}

function useColumns(): Column<Access[number]>[] {
  const t = useTranslations("workspaces");
  const toRole = useWorkspaceRoleName();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("name"),
        cell: ({ workspaceId, name, isArchived, isGone }) => (
          <span className="flex min-w-0 items-center gap-2">
            {isGone ? (
              <VendorText className="truncate">{name}</VendorText>
            ) : (
              <Link
                // Sound: the type of a route with a parameter is generic.
                href={`/workspaces/${encodeURIComponent(workspaceId)}` as Route}
                className="min-w-0 truncate rounded-sm font-medium hover:underline"
              >
                <VendorText>{name}</VendorText>
              </Link>
            )}
            {isArchived && <Badge>{t("archived")}</Badge>}
          </span>
        ),
      },
      {
        id: "role",
        header: t("access.pastRole"),
        width: 240,
        card: "note",
        cell: ({ role }) => toRole(role),
      },
    ],
    [t, toRole],
  );
}
