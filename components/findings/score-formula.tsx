"use client";

import { useLocale, useTranslations } from "next-intl";
import { Fact } from "@/components/ui/display/facts";
import type { Finding } from "@/lib/governance/findings/schema";

const names = ["reach", "idleness", "money", "age"] as const;

/** The factors and their product, as they are multiplied. */
export function ScoreFormula({
  finding: { factors, score },
}: {
  finding: Pick<Finding, "factors" | "score">;
}) {
  const t = useTranslations("findings.formula");
  const format = new Intl.NumberFormat(useLocale(), { maximumFractionDigits: 2 });
  const values = Object.fromEntries(names.map((name) => [name, format.format(factors[name])]));
  return (
    <Fact name={t("title")}>
      <span className="tabular-nums">
        {t("product", {
          reach: values.reach ?? "",
          idleness: values.idleness ?? "",
          money: values.money ?? "",
          age: values.age ?? "",
          score: format.format(score),
          isExact: String(names.every((name) => Number.isInteger(factors[name]))),
        })}
      </span>
      <span className="block text-ink-muted text-xs">{names.map((name) => t(name)).join(" × ")}</span>
    </Fact>
  );
}
