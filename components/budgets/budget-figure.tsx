"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { Amount } from "@/components/ui/display/amount";
import { Figure } from "@/components/ui/display/figure";
import { VendorText } from "@/components/ui/display/vendor-text";
import { listUrl } from "@/lib/core/address/search-params";
import { formatUsed } from "@/lib/core/format/format";
import { toShare } from "@/lib/core/money/money-math";
import { budgetsQuery } from "@/lib/money/budgets/queries";
import { costSearchParams, toCostQuery } from "@/lib/money/reports/cost/search-params";
import { findBudget } from "./find-budget";
import { useBudgetName } from "./use-budget-name";

/** The month's budget for what the cost report shows, if there is one. */
export function BudgetFigure({ today }: { today: string }) {
  const t = useTranslations("budgets.figure");
  const locale = useLocale();
  const format = useFormatter();
  const toName = useBudgetName();
  const [search] = useQueryStates(costSearchParams, listUrl);
  const { data } = useQuery(budgetsQuery());
  const budget = findBudget(data?.budgets ?? [], toCostQuery(search, today).filter);
  if (!budget) return null;
  const { cents, spentCents, period } = budget;
  const month = format.dateTime(new Date(today), { month: "long", timeZone: "UTC" });
  return (
    <Figure
      label={<VendorText className="max-w-44 truncate">{t("label", { name: toName(budget) })}</VendorText>}
      // The report beside it may show other days.
      note={
        spentCents !== null &&
        t("used", { share: formatUsed(toShare(spentCents, cents), locale), period, month })
      }
    >
      <Amount cents={cents} />
    </Figure>
  );
}
