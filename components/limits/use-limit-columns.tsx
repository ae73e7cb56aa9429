"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Badge } from "@/components/ui/display/badge";
import { NumberText } from "@/components/ui/display/number-text";
import { RowMenu } from "@/components/ui/overlay/row-menu";
import type { Column } from "@/components/ui/table/table-columns";
import type { LimitGroup } from "@/lib/directory/limits/schema";
import { CardLimiter, GroupName, LimiterName } from "./limit-cells";
import { useLimitNames } from "./use-limit-names";

export type LimitRow = LimitGroup["limits"][number] & { group: LimitGroup; isFirst: boolean; key: string };

/** One row per limiter; the first row of a group names it and has its button. */
export function useLimitColumns(
  canChange: boolean,
  onChange: (group: LimitGroup) => void,
): Column<LimitRow>[] {
  const t = useTranslations("limits");
  return useMemo(
    () => [
      {
        id: "group",
        header: t("group"),
        width: 155,
        cell: (row) => <CardLimiter row={row}>{row.isFirst && <GroupName group={row.group} />}</CardLimiter>,
      },
      { id: "limiter", header: t("limiter"), cell: ({ type }) => <LimiterName type={type} /> },
      {
        id: "organization",
        header: t("organization"),
        isNumeric: true,
        width: 102,
        cell: ({ organization }) => <Limit value={organization} />,
      },
      {
        id: "own",
        header: t("own"),
        isNumeric: true,
        width: 90,
        card: "note",
        cardLabel: t("own"),
        cell: (row) => <OwnLimit row={row} />,
      },
      {
        id: "applies",
        header: t("applies"),
        isNumeric: true,
        width: 119,
        card: "value",
        cell: (row) => <Limit value={toEnforced(row)} />,
      },
      ...(canChange ? [toActions(t, onChange)] : []),
    ],
    [t, canChange, onChange],
  );
}

function toActions(
  t: ReturnType<typeof useTranslations<"limits">>,
  onChange: (group: LimitGroup) => void,
): Column<LimitRow> {
  return {
    id: "actions",
    header: t("actions"),
    isHeaderHidden: true,
    width: 56,
    cell: ({ group, isFirst }) => isFirst && <GroupMenu group={group} onChange={() => onChange(group)} />,
  };
}

function GroupMenu({ group, onChange }: { group: LimitGroup; onChange: () => void }) {
  const t = useTranslations("limits");
  const { toGroupName } = useLimitNames();
  return (
    <RowMenu
      label={t("menu", { group: toGroupName(group) })}
      items={[
        {
          id: "change",
          hasDialog: true,
          label: t("changeLimits"),
          disabledReason: group.id === null ? t("tooOld") : undefined,
          onSelect: onChange,
        },
      ]}
    />
  );
}

function Limit({ value }: { value: number | null }) {
  const t = useTranslations("limits");
  return value === null ? <span className="text-ink-muted">{t("none")}</span> : <NumberText value={value} />;
}

function OwnLimit({ row: { own, organization } }: { row: LimitRow }) {
  const t = useTranslations("limits");
  if (own === null) return <span className="text-ink-muted">{t("inherited")}</span>;
  const isAbove = organization !== null && own > organization;
  return (
    <span title={isAbove ? t("above") : undefined}>
      <Badge tone={isAbove ? "warn" : "accent"}>
        <NumberText value={own} />
        {isAbove && <span className="sr-only">{t("above")}</span>}
      </Badge>
    </span>
  );
}

function toEnforced({ own, organization }: LimitRow): number | null {
  if (own === null || organization === null) return own ?? organization;
  return Math.min(own, organization);
}
