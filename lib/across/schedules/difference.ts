import "server-only";
import { countDays, type DayRange } from "@/lib/core/format/calendar";
import { formatChange, formatSpan } from "@/lib/core/format/format";
import { compareDecimals, toChange, toDifference } from "@/lib/core/money/money-math";
import type { Asked } from "./digest";

type Words = Pick<Asked<never>, "t" | "locale"> & { format: (amount: string) => string };

/** Empty if there is nothing to compare with, such as days that aren't loaded. Different lengths are compared per day. */
export function describeDifference(
  now: DayRange & { total: string },
  compared: (DayRange & { total: string | null }) | null,
  { t, locale, format }: Words,
): string {
  if (!compared || compared.total === null) return "";
  const sign = compareDecimals(now.total, compared.total);
  const days = { before: countDays(compared), after: countDays(now) };
  const change = toChange(compared.total, now.total, days);
  const share = change === null ? "" : formatChange(change, locale);
  const isPerDay = share !== "" && days.before !== days.after;
  const values = {
    amount: format(toDifference(compared.total, now.total).replace(/^-/, "")),
    share: share === "" || isPerDay ? "" : ` (${share})`,
    span: formatSpan(compared, locale),
  };
  const total = t(`mail.report.${sign > 0 ? "more" : sign < 0 ? "less" : "same"}`, values);
  const perDay = t("mail.report.perDay", { share, days: days.after, daysBefore: days.before });
  return isPerDay ? ` ${total} ${perDay}` : ` ${total}`;
}
