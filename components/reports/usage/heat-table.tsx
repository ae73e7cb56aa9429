"use client";

import { useLocale, useTranslations } from "next-intl";
import { memo } from "react";
import { formatCount, formatWeekday } from "@/lib/core/format/format";
import { toShare } from "@/lib/core/money/money-math";
import type { HeatMap } from "@/lib/money/reports/schema";

const hours = Array.from({ length: 24 }, (_, hour) => hour);
const weekdays = Array.from({ length: 7 }, (_, index) => new Date(Date.UTC(2024, 0, 1 + index)));

/** Memoized, because its 168 cells are the same while the rest of the report changes. */
export const HeatTable = memo(function HeatTable({ cells }: { cells: HeatMap["cells"] }) {
  const t = useTranslations("usage.heat");
  const locale = useLocale();
  const tokens = new Map(cells.map((cell) => [`${cell.weekday} ${cell.hour}`, cell.tokens]));
  const most = cells.reduce((top, cell) => (BigInt(cell.tokens) > BigInt(top) ? cell.tokens : top), "0");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section aria-label={t("title")} tabIndex={0} className="relative overflow-x-auto">
      <table
        data-even
        aria-label={t("title")}
        className="w-full min-w-180 table-fixed border-separate border-spacing-0.5"
      >
        <thead>
          <tr>
            <th scope="col" className="w-12 text-left font-normal text-ink-muted text-xs">
              <span className="sr-only">{t("weekday")}</span>
            </th>
            {hours.map((hour) => (
              <th key={hour} scope="col" className="font-normal text-ink-muted text-xs tabular-nums">
                {hour}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weekdays.map((day, weekday) => (
            <tr key={day.getTime()}>
              <th scope="row" className="text-left font-normal text-ink-muted text-xs">
                {formatWeekday(day, locale, "short")}
              </th>
              {hours.map((hour) => {
                const found = tokens.get(`${weekday} ${hour}`) ?? "0";
                const texts = {
                  weekday: formatWeekday(day, locale, "long"),
                  hour,
                  tokens: formatCount(found, locale),
                };
                return (
                  <td
                    key={hour}
                    title={t("cell", texts)}
                    className="h-7 rounded-[3px] bg-sunken p-0 forced-color-adjust-none"
                  >
                    <span
                      aria-hidden
                      className="block size-full rounded-[3px] bg-chart-1"
                      style={{ opacity: toShare(found, most) }}
                    />
                    <span className="sr-only">{texts.tokens}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
});
