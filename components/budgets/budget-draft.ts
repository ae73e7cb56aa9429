import { readRecipients } from "@/components/directory/recipient-fields";
import { parseAmount } from "@/components/ui/controls/parse-amount";
import type { Locale } from "@/i18n/locale";
import { countDecimals, usd } from "@/lib/core/money/money";
import type { AddBudget, ChangeBudget } from "@/lib/money/budgets/schema";
import { type BudgetPeriod, budgetPeriods } from "@/lib/money/budgets/vocabulary";

type Subject =
  | { scope: "organization" }
  | { scope: "workspace"; workspaceId: string }
  | { scope: "tag"; tagKey: string; tagValue: string };

export function toTerms(form: FormData, budgetId: string, locale: Locale): ChangeBudget {
  const forecast = read(form, "forecastThreshold").replace("%", "");
  return {
    budgetId,
    cents: toCents(read(form, "amount")) ?? "",
    thresholds: read(form, "thresholds").replaceAll("%", "").split(",").map(Number),
    forecastThreshold: forecast === "" ? null : Number(forecast),
    recipients: readRecipients(form),
    locale,
  };
}

export function toCents(typed: string): string | null {
  return parseAmount(typed, countDecimals(usd));
}

export function toAdded(form: FormData, budgetId: string, locale: Locale): AddBudget {
  return { ...toTerms(form, budgetId, locale), ...toSubject(form), period: toPeriod(read(form, "period")) };
}

function toPeriod(text: string): BudgetPeriod {
  return budgetPeriods.find((one) => one === text) ?? "month";
}

export function toSubject(form: FormData): Subject {
  const scope = read(form, "scope");
  if (scope === "workspace") return { scope, workspaceId: read(form, "workspaceId") };
  if (scope === "tag") {
    const [tagKey = "", tagValue = ""] = JSON.parse(read(form, "tag")) as string[]; // Sound: `toTagOption` wrote it.
    return { scope, tagKey, tagValue };
  }
  return { scope: "organization" };
}

/** Encodes a tag and its value in one option, whatever characters they contain. */
export function toTagOption(key: string, value: string): string {
  return JSON.stringify([key, value]);
}

function read(form: FormData, name: string): string {
  return String(form.get(name) ?? "").trim();
}
