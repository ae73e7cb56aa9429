"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Badge } from "@/components/ui/display/badge";
import { DateText } from "@/components/ui/display/date-text";
import { DayText } from "@/components/ui/display/day-text";
import { PersonName } from "@/components/ui/display/person-name";
import { VendorText } from "@/components/ui/display/vendor-text";
import { RowMenu } from "@/components/ui/overlay/row-menu";
import type { Column } from "@/components/ui/table/table-columns";
import type { GrantRow } from "@/lib/account/grants/schema";

type Operations = Record<"onChange" | "onRenew" | "onRemove", (grant: GrantRow) => void>;

export function useGrantColumns({
  canWrite,
  hasNotes,
  onChange,
  onRenew,
  onRemove,
}: Operations & { canWrite: boolean; hasNotes: boolean }): Column<GrantRow>[] {
  const t = useTranslations("settings.access");
  return useMemo(
    () => [
      {
        id: "email",
        header: t("email"),
        width: 240,
        cell: ({ email }) => <VendorText className="font-medium">{email}</VendorText>,
      },
      {
        id: "persona",
        header: t("persona"),
        width: 104,
        card: "value",
        cell: ({ persona }) => <PersonaName persona={persona} />,
      },
      ...(hasNotes ? [toNotes(t("note"))] : []),
      {
        id: "expires",
        header: t("expires"),
        width: 180,
        card: "note",
        cell: (grant) => <LastDay grant={grant} />,
      },
      {
        id: "lastUsed",
        header: t("lastUsed"),
        width: 136,
        isWideOnly: true,
        cell: ({ lastUsedAt }) => <DateText at={lastUsedAt} show="day" />,
      },
      {
        id: "addedBy",
        header: t("addedBy"),
        width: 164,
        cell: ({ createdBy, createdByName }) => <PersonName email={createdBy} name={createdByName} />,
      },
      {
        id: "added",
        header: t("added"),
        width: 120,
        cell: ({ createdAt }) => <DateText at={createdAt} show="day" />,
      },
      ...(canWrite ? [toActions(t("actions"), { onChange, onRenew, onRemove })] : []),
    ],
    [t, canWrite, hasNotes, onChange, onRenew, onRemove],
  );
}

/** Left out where nobody wrote one. */
function toNotes(header: string): Column<GrantRow> {
  return {
    id: "note",
    header,
    minWidth: 120,
    cell: ({ note }) => (
      <span title={note ?? undefined}>
        <VendorText className="text-ink-muted">{note}</VendorText>
      </span>
    ),
  };
}

function toActions(header: string, operations: Operations): Column<GrantRow> {
  return {
    id: "actions",
    header,
    isHeaderHidden: true,
    width: 56,
    cell: (grant) => <GrantActions grant={grant} {...operations} />,
  };
}

function GrantActions({ grant, onChange, onRenew, onRemove }: Operations & { grant: GrantRow }) {
  const t = useTranslations();
  return (
    <RowMenu
      label={t("settings.access.menu", { email: grant.email })}
      items={[
        {
          id: "change",
          hasDialog: true,
          label: t("settings.access.change"),
          onSelect: () => onChange(grant),
        },
        { id: "renew", hasDialog: true, label: t("settings.access.renew"), onSelect: () => onRenew(grant) },
        {
          id: "remove",
          hasDialog: true,
          label: t("settings.access.remove"),
          isDanger: true,
          disabledReason: grant.reason ? t(`reasons.${grant.reason}`) : undefined,
          onSelect: () => onRemove(grant),
        },
      ]}
    />
  );
}

function PersonaName({ persona }: Pick<GrantRow, "persona">) {
  return useTranslations("shell.persona")(persona);
}

function LastDay({ grant: { expiresOn, isExpired, suspendedFor } }: { grant: GrantRow }) {
  const t = useTranslations("settings.access");
  if (suspendedFor)
    return (
      <span title={t(`losses.${suspendedFor}`)}>
        <Badge tone="danger">{t("suspended", { why: suspendedFor })}</Badge>
      </span>
    );
  if (expiresOn === null) return <span className="text-ink-muted">{t("noEnd")}</span>;
  if (isExpired) return <Badge tone="warn">{t("expired")}</Badge>;
  return <DayText day={expiresOn} />;
}
