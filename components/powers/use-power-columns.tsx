"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Badge } from "@/components/ui/badge";
import { CopyableId } from "@/components/ui/copyable-id";
import { DateText } from "@/components/ui/date-text";
import type { Column } from "@/components/ui/table-columns";
import type { KeyPower } from "@/lib/powers/schema";
import { refusalCodes } from "@/lib/powers/vocabulary";

export function usePowerColumns(): Column<KeyPower>[] {
  const t = useTranslations("powers");
  return useMemo(
    () => [
      {
        id: "power",
        header: t("power"),
        width: 220,
        cell: ({ power }) => <span className="font-medium">{t(`names.${power}`)}</span>,
      },
      { id: "feature", header: t("feature"), cell: ({ power }) => t(`features.${power}`) },
      { id: "state", header: t("state"), width: 120, cell: (row) => <State {...row} /> },
      { id: "reason", header: t("reason"), cell: (row) => <Reason {...row} /> },
      {
        id: "probed",
        header: t("probed"),
        width: 150,
        cell: ({ probedAt }) => <DateText at={probedAt} show="minute" />,
      },
    ],
    [t], // The table wants a stable identity.
  );
}

function State({ isGranted }: KeyPower) {
  const t = useTranslations("powers");
  if (isGranted === null) return <span className="text-ink-muted">{t("unknown")}</span>;
  return <Badge tone={isGranted ? "good" : "warn"}>{t(isGranted ? "granted" : "refused")}</Badge>;
}

function Reason({ errorCode, requestId }: KeyPower) {
  const t = useTranslations("powers");
  if (errorCode === null) return null;
  const known = refusalCodes.find((code) => code === errorCode);
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      {known ? t(`reasons.${known}`) : errorCode}
      {requestId !== null && <CopyableId value={requestId} label={t("requestId")} />}
    </span>
  );
}
