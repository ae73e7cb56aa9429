"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { StatementLine } from "@/lib/money/statements/schema";

export function useStatementNames() {
  const t = useTranslations("statements");
  const format = useFormatter();
  const toMonth = (month: string) =>
    format.dateTime(new Date(`${month}-01`), { month: "long", year: "numeric", timeZone: "UTC" });
  const toDay = (day: string) =>
    format.dateTime(new Date(day), { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return {
    toMonth,
    toDay,
    toCenter: (center: string | null) => center ?? t("unassigned"),
    toLine: ({ kind, month, workspace }: Pick<StatementLine, "kind" | "month" | "workspace">) => {
      const what = workspace ?? t("poolShare");
      return kind === "adjustment" ? t("adjustmentFor", { month: toMonth(month), what }) : what;
    },
  };
}
