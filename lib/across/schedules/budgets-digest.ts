import "server-only";
import { toBudgetSheet } from "@/lib/across/exports/budgets";
import { formatDay, formatShare } from "@/lib/core/format/format";
import { formatCents, usd } from "@/lib/core/money/money";
import { toShare } from "@/lib/core/money/money-math";
import { getBudgetsPage } from "@/lib/money/budgets/list-read-model";
import type { Budget } from "@/lib/money/budgets/schema";
import type { Asked, Digest } from "./digest";

/** Every budget that the owner sees, with its period so far and its forecast. */
export async function digestBudgets({ by, today, t, locale }: Asked<"cost:read">): Promise<Digest> {
  const { budgets, otherCurrencies } = await getBudgetsPage(by, today);
  const money = (cents: string | null) => (cents === null ? "–" : formatCents(cents, locale, usd));
  const span = formatDay(today, locale);
  const isOver = ({ crossed }: Budget) => (crossed?.threshold ?? 0) >= 100;
  return {
    span,
    sentence: t("mail.report.budgets", {
      count: budgets.length,
      over: budgets.filter(isOver).length,
      atRisk: budgets.filter((one) => one.isAtRisk).length,
    }),
    story: [],
    table: {
      columns: [
        { label: t("budgets.of") },
        { label: t("budgets.period") },
        ...(["budget", "spent", "share", "forecast"] as const).map((name) => ({
          label: t(`budgets.${name}`),
          isNumber: true,
        })),
      ],
      rows: budgets.map((one) => [
        `${toName(one, t)}${one.isAtRisk ? ` (${t("budgets.atRisk")})` : ""}`,
        t(`budgets.periods.${one.period}`),
        money(one.cents),
        money(one.spentCents),
        one.spentCents === null ? "–" : formatShare(toShare(one.spentCents, one.cents), locale),
        money(one.forecastCents),
      ]),
    },
    chart: null,
    kind: "billed",
    notes: [...(otherCurrencies.length > 0 ? [t("mail.report.inCurrency", { currency: usd })] : [])],
    path: "/cost/budgets",
    openSheet: async () => toBudgetSheet(budgets, today),
  };
}

function toName(
  { scope, workspaceId, workspaceName, isDefault, tagKey, tagValue }: Budget,
  t: Asked<never>["t"],
) {
  if (scope === "organization") return t("budgets.scopes.organization");
  if (scope === "tag") return `${tagKey}: ${tagValue}`;
  return isDefault ? t("reports.default") : (workspaceName ?? workspaceId ?? "");
}
