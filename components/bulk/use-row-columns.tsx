"use client";

import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useRoleName } from "@/components/directory/use-role-name";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { useRunNames } from "@/components/shell/use-run-names";
import { Link } from "@/components/ui/controls/link";
import { CopyableId } from "@/components/ui/display/copyable-id";
import { DateText } from "@/components/ui/display/date-text";
import { CardLines, TwoLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { BulkRow } from "@/lib/core/bulk/schema";
import { RowStateBadge } from "./state-badges";

/** `hasSteps`: the rows are of several operations, so each says which one is its own. */
export function useRowColumns(operation: string | undefined, hasSteps: boolean): Column<BulkRow>[] {
  const t = useTranslations("bulk");
  const { toTitle, toWhy } = useRunNames();
  return useMemo(
    () => [
      {
        id: "target",
        header: t("target"),
        width: hasSteps ? 280 : 360,
        cell: (row) => (
          <CardLines detail={toWhy(row) === null ? <Roles row={row} /> : <Why row={row} />}>
            <Target row={row} operation={row.operation ?? operation} />
          </CardLines>
        ),
      },
      ...(hasSteps
        ? [
            {
              id: "step",
              header: t("operation"),
              width: 190,
              cell: (row: BulkRow) => (
                <TwoLines detail={row.roles && <Roles row={row} />}>
                  <span className="truncate">{toTitle({ operation: row.operation ?? "", params: {} })}</span>
                </TwoLines>
              ),
            },
          ]
        : []),
      {
        id: "state",
        header: t("result"),
        width: 130,
        card: "value",
        cell: ({ state }) => <RowStateBadge state={state} />,
      },
      { id: "why", header: t("why"), minWidth: 150, cell: (row) => <Why row={row} /> },
      { id: "request", header: t("request"), width: 250, cell: (row) => <Request row={row} /> },
      { id: "time", header: t("time"), width: 140, cell: ({ finishedAt }) => <Time at={finishedAt} /> },
    ],
    [t, toTitle, toWhy, operation, hasSteps],
  );
}

const pages: Record<string, string> = { api_key: "keys", member: "members", workspace: "workspaces" };

function toPage(operation: string | undefined, id: string): Route | null {
  const part = encodeURIComponent(id);
  const page = pages[operation?.split(".")[0] ?? ""];
  return page ? (`/${page}/${part}` as Route) : null; // Sound: each of these nouns has a page per object.
}

function Target({ row: { label, targetId }, operation }: { row: BulkRow; operation: string | undefined }) {
  const { toLabel } = useRunNames();
  const page = toPage(operation, targetId);
  // A person and a workspace take two lines.
  const name = (
    <VendorText className="line-clamp-2 wrap-anywhere whitespace-normal font-medium">
      {toLabel({ label, targetId }, operation)}
    </VendorText>
  );
  if (!page) return <span title={targetId}>{name}</span>;
  return (
    <Link href={page} title={targetId} className="rounded-sm hover:underline">
      {name}
    </Link>
  );
}

/** What somebody may do now, and what they could do then. */
function Roles({ row: { roles, operation } }: { row: BulkRow }) {
  const t = useTranslations("bulk");
  const toRole = useRoleName();
  const toWorkspaceRole = useWorkspaceRoleName();
  if (!roles) return null;
  const toName = operation?.startsWith("workspace_member.") ? toWorkspaceRole : toRole;
  const toText = (role: string | null) => (role === null ? t("noRole") : toName(role));
  return t("roleChange", { from: toText(roles.from), to: toText(roles.to) });
}

function Why({ row }: { row: BulkRow }) {
  const { toWhy } = useRunNames();
  const why = toWhy(row);
  return why === null ? <span className="text-ink-faint">–</span> : <span title={why}>{why}</span>;
}

function Request({ row: { requestId } }: { row: BulkRow }) {
  const t = useTranslations("ui");
  if (requestId === null) return <span className="text-ink-faint">–</span>;
  return <CopyableId value={requestId} label={t("requestId")} />;
}

function Time({ at }: { at: string | null }) {
  return at === null ? <span className="text-ink-faint">–</span> : <DateText at={at} />;
}
