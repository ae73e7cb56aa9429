"use client";

import { useTranslations } from "next-intl";
import { Fragment, useMemo } from "react";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { KeyLastUse, ListedKeyName } from "@/components/directory/key-cells";
import { BeingReplaced, KeyStatusBadge } from "@/components/directory/key-status-badge";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { Amount } from "@/components/ui/display/amount";
import { Badge } from "@/components/ui/display/badge";
import { DateText } from "@/components/ui/display/date-text";
import { CardLines, TwoLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { MyAccess } from "@/lib/account/me/schema";
import { roundColumn } from "@/lib/core/money/rounding";
import { AdviserLink } from "./ask-for-more";

type MyWorkspace = MyAccess["workspaces"][number];
type MyKey = MyAccess["keys"][number];

export function useMyWorkspaceColumns(): Column<MyWorkspace>[] {
  const t = useTranslations("me");
  return useMemo(
    () => [
      {
        id: "name",
        header: t("workspace"),
        cell: ({ name, isArchived, ...advisers }) => (
          <CardLines detail={<Advisers {...advisers} />}>
            <VendorText className="truncate font-medium">{name}</VendorText>
            {isArchived && <Badge>{t("archived")}</Badge>}
          </CardLines>
        ),
      },
      {
        id: "role",
        header: t("workspaceRole"),
        width: 220,
        card: "value",
        cell: ({ role }) => <WorkspaceRole role={role} />,
      },
      { id: "leads", header: t("leads"), cell: (workspace) => <Advisers {...workspace} /> },
    ],
    [t],
  );
}

export function useMyKeyColumns(keys: readonly MyKey[], isEstimate: boolean): Column<MyKey>[] {
  const t = useTranslations("me");
  return useMemo(() => {
    const toPrinted = roundColumn(keys, ({ cents }) => cents ?? "0");
    return [
      {
        id: "name",
        header: t("key"),
        width: 195,
        cell: (key) => <MyKeyName of={key} />,
      },
      {
        id: "hint",
        header: t("hint"),
        width: 185,
        cell: ({ hint }) => <VendorText className="font-mono text-xs">{hint ?? "–"}</VendorText>,
      },
      {
        id: "status",
        header: t("status"),
        width: 95,
        card: "note",
        cell: ({ status }) => <KeyStatusBadge status={status} />,
      },
      {
        id: "workspace",
        header: t("workspace"),
        width: 150,
        cell: ({ workspaceName }) => <VendorText>{workspaceName ?? "–"}</VendorText>,
      },
      {
        id: "spend",
        header: t("spend.column"),
        headerNote: <AmountKindBadge of={isEstimate ? "estimated" : "reported"} />,
        width: 125,
        isNumeric: true,
        card: "value",
        cell: (key) =>
          key.cents === null ? (
            "–"
          ) : (
            <Amount cents={key.cents} printed={toPrinted(key)} others={key.otherCents} />
          ),
      },
      {
        id: "used",
        header: t("used"),
        width: 130,
        cell: ({ lastUsedOn }) => <KeyLastUse row={{ lastUsedOn }} />,
      },
      {
        id: "created",
        header: t("created"),
        width: 120,
        cell: ({ createdAt }) => (createdAt ? <DateText at={createdAt} show="day" /> : "–"),
      },
      {
        id: "expires",
        header: t("expires"),
        width: 115,
        cell: ({ expiresAt, isExpiring }) => (
          <span className={isExpiring ? "text-warn" : undefined}>
            <DateText at={expiresAt} show="day" />
          </span>
        ),
      },
    ];
  }, [t, keys, isEstimate]);
}

function MyKeyName({ of: key }: { of: MyKey }) {
  const t = useTranslations("me");
  return (
    <TwoLines
      detail={
        (key.isBeingReplaced || key.isAssigned) && (
          <>
            <BeingReplaced of={key} /> {key.isAssigned && t("assigned")}
          </>
        )
      }
    >
      <ListedKeyName of={key} />
    </TwoLines>
  );
}

type Advice = Pick<MyWorkspace, "leads" | "hasMoreLeads">;

function Advisers({ leads, hasMoreLeads }: Advice) {
  const t = useTranslations("me");
  if (leads.length === 0) return <span className="text-ink-muted">{t("noLeads")}</span>;
  return <Leads of={leads} hasMore={hasMoreLeads} />;
}

function Leads({ of: leads, hasMore }: { of: MyWorkspace["leads"]; hasMore: boolean }) {
  const t = useTranslations("me");
  return (
    <span className="truncate">
      {leads.map((lead, index) => (
        <Fragment key={lead.id}>
          {index > 0 && ", "}
          <AdviserLink of={lead} />
        </Fragment>
      ))}
      {hasMore && ` ${t("moreLeads")}`}
    </span>
  );
}

function WorkspaceRole({ role }: { role: string }) {
  return useWorkspaceRoleName()(role);
}
