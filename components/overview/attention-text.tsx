"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMoney } from "@/components/ui/display/money";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Attention } from "@/lib/across/overview/schema";
import { formatDay } from "@/lib/core/format/format";

/** Text that people typed is set apart; the organization and Default get our own names. */
export function AttentionText({ item }: { item: Attention }) {
  const { kind, count, detail, period, rule, days, day, cents, budgetCents, currency } = item;
  const t = useTranslations("overview.attention");
  const rules = useTranslations("findings.rules");
  const reports = useTranslations("reports");
  const locale = useLocale();
  const money = useMoney(currency);
  const nobody = kind === "day_stands_out" ? reports("default") : t("organization");
  return t.rich(`texts.${kind}`, {
    count,
    period: period ?? "",
    finding: rule === null ? "" : rules(`${rule}.sentence`, { count, days: days ?? 0 }),
    hasName: String(detail !== null),
    day: day === null ? "" : formatDay(day, locale),
    budget: budgetCents === null ? "" : money.format(budgetCents),
    amount: cents === null ? "" : toAmount(money.format(cents), cents, kind),
    name: () => (detail === null ? nobody : <VendorText className="font-medium">{detail}</VendorText>),
  });
}

function toAmount(amount: string, cents: string, kind: Attention["kind"]): string {
  const isMore = kind === "day_stands_out" && !cents.startsWith("-");
  return `${isMore ? "+" : ""}${amount}`;
}
