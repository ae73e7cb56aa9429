"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useMoney } from "@/components/ui/display/money";
import { InfoTip } from "@/components/ui/overlay/info-tip";
import { formatDay, formatShare } from "@/lib/core/format/format";
import { toDifference } from "@/lib/core/money/money-math";
import { roundParts } from "@/lib/core/money/rounding";
import type { SpendMonth } from "@/lib/money/spend/schema";

type Props = { about: string; forecast: NonNullable<SpendMonth["forecast"]> };

/** How a forecast is made, with its own numbers. */
export function ForecastTip({ about, forecast }: Props) {
  const t = useTranslations("forecast");
  const locale = useLocale();
  const format = useFormatter();
  const money = useMoney();
  const { cents, tries, basis, quarterCents, yearCents } = forecast;
  const { spentCents, days, factor, usualDays } = basis;
  // As printed, both add up to the forecast.
  const [spent = "0", rest = "0"] = roundParts([spentCents, toDifference(spentCents, cents)]);
  return (
    <InfoTip about={about}>
      <span className="grid gap-2">
        <span>
          {t("estimate", {
            spent: money.format(spent),
            rest: money.format(rest),
            days,
            tempered: usualDays.length,
            usualDays: format.list(usualDays.map((day) => formatDay(day, locale, "short"))),
          })}
        </span>
        <span>
          {factor === null ? t("unscaled") : t("scaled", { tries, factor: formatShare(factor, locale) })}
        </span>
        {quarterCents !== null && (
          <span>
            {t("outlook", {
              quarter: money.format(quarterCents),
              isYearKnown: String(yearCents !== null),
              year: money.format(yearCents ?? quarterCents),
            })}
          </span>
        )}
      </span>
    </InfoTip>
  );
}
