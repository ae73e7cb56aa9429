import "server-only";
import type { DayRange } from "@/lib/calendar";
import { formatShare, formatSpan } from "@/lib/format";
import { compareDecimals, toChange, toDifference } from "@/lib/money-math";
import type { Asked } from "./digest";

type Words = Pick<Asked<never>, "t" | "locale"> & { format: (amount: string) => string };

/** Empty if there is nothing to compare with, such as days that aren't loaded. */
export function describeDifference(
  now: string,
  compared: (DayRange & { total: string | null }) | null,
  { t, locale, format }: Words,
): string {
  if (!compared || compared.total === null) return "";
  const sign = compareDecimals(now, compared.total);
  const change = toChange(compared.total, now);
  const values = {
    amount: format(toDifference(compared.total, now).replace(/^-/, "")),
    share: change === null ? "" : ` (${formatShare(Math.abs(change), locale)})`,
    span: formatSpan(compared, locale),
  };
  return ` ${t(`mail.report.${sign > 0 ? "more" : sign < 0 ? "less" : "same"}`, values)}`;
}
