"use client";

import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/controls/link";
import { Amount } from "@/components/ui/display/amount";
import { Badge } from "@/components/ui/display/badge";
import { UnknownValue } from "@/components/ui/display/unknown-value";
import { VendorText } from "@/components/ui/display/vendor-text";
import { RowMenu } from "@/components/ui/overlay/row-menu";
import type { Column } from "@/components/ui/table/table-columns";
import { toShare } from "@/lib/core/money/money-math";
import type { LimitsOfOrganization, NamedSpendLimit } from "@/lib/directory/limits/schema";
import { ShareBar } from "./share-bar";
import { useSpendNames } from "./use-limit-names";

type Operations = {
  spend: LimitsOfOrganization["spend"];
  canChange: boolean;
  isEditable: (limit: NamedSpendLimit) => boolean;
  onChange: (limit: NamedSpendLimit) => void;
  onRemove: (limit: NamedSpendLimit) => void;
};

export function useSpendColumns(operations: Operations): Column<NamedSpendLimit>[] {
  const t = useTranslations("limits.spend");
  const { toScopeName, toSubjectName } = useSpendNames();
  return [
    { id: "of", header: t("of"), cell: (limit) => <Subject limit={limit} /> },
    {
      id: "scope",
      header: t("scope"),
      width: 120,
      cell: (limit) =>
        toSubjectName(limit) !== toScopeName(limit.scope) && (
          <VendorText>{toScopeName(limit.scope)}</VendorText>
        ),
    },
    {
      id: "amount",
      header: t("amount"),
      isNumeric: true,
      width: 216,
      card: "value",
      cell: (limit) => <LimitAmount limit={limit} />,
    },
    {
      id: "spent",
      header: t("spent"),
      isNumeric: true,
      width: 178,
      card: "note",
      cardLabel: t("cardSpent"),
      cell: (limit) => <Spent limit={limit} spend={operations.spend} />,
    },
    { id: "share", header: t("share"), width: 170, cell: (limit) => <Share limit={limit} /> },
    ...(operations.canChange ? [toActions(t("actions"), operations)] : []),
  ];
}

function Subject({ limit }: { limit: NamedSpendLimit }) {
  const name = useSpendNames().toSubjectName(limit);
  const text = <VendorText className="truncate font-medium">{name}</VendorText>;
  const { workspaceId, workspaceName, userId, person } = limit;
  const link = "truncate rounded-sm hover:underline";
  if (workspaceId !== null && workspaceName !== null)
    return (
      <Link href={`/workspaces/${encodeURIComponent(workspaceId)}?tab=limits`} className={link}>
        {text}
      </Link>
    );
  if (userId !== null && person !== null)
    return (
      <span title={person.email} className="truncate">
        {text}
      </span>
    );
  return text;
}

function LimitAmount({ limit: { cents, currency, period, isEnabled } }: { limit: NamedSpendLimit }) {
  const t = useTranslations("limits.spend");
  const { toPeriodName } = useSpendNames();
  return (
    <span className="inline-flex items-center gap-1.5">
      {!isEnabled && <Badge>{t("off")}</Badge>}
      {cents === null ? t("noCap") : <Amount cents={cents} currency={currency} />}
      <VendorText className="text-ink-muted max-md:hidden">{toPeriodName(period)}</VendorText>
    </span>
  );
}

const scopesOfReport = ["organization", "workspace", "usage_tier"];

function Spent({ limit, spend }: { limit: NamedSpendLimit; spend: Operations["spend"] }) {
  const t = useTranslations("limits.spend");
  const sync = useTranslations("sync");
  const isUnread = spend.spentCents === null && scopesOfReport.includes(limit.scope);
  if (limit.spentCents === null)
    return <UnknownValue reason={isUnread ? sync("notReadYet") : t("notComparable")} />;
  return (
    <span title={spend.isSpentIncomplete ? t("atLeast") : undefined}>
      {spend.isSpentIncomplete && "≥ "}
      <Amount cents={limit.spentCents} currency={limit.currency} />
    </span>
  );
}

function Share({ limit: { spentCents, cents } }: { limit: NamedSpendLimit }) {
  if (spentCents === null || cents === null) return null;
  // A limit of zero is reached before anything is spent.
  return <ShareBar share={cents === "0" ? 1 : toShare(spentCents, cents)} />;
}

function toActions(header: string, operations: Operations): Column<NamedSpendLimit> {
  return {
    id: "actions",
    header,
    isHeaderHidden: true,
    width: 56,
    cell: (limit) => operations.isEditable(limit) && <Actions limit={limit} {...operations} />,
  };
}

function Actions({ limit, onChange, onRemove }: Operations & { limit: NamedSpendLimit }) {
  const t = useTranslations("limits.spend");
  const name = useSpendNames().toSubjectName(limit);
  return (
    <RowMenu
      label={t("menu", { name })}
      items={[
        { id: "change", hasDialog: true, label: t("change"), onSelect: () => onChange(limit) },
        {
          id: "remove",
          hasDialog: true,
          label: t("remove"),
          isDanger: true,
          onSelect: () => onRemove(limit),
        },
      ]}
    />
  );
}
