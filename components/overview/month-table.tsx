"use client";

import { useLocale, useTranslations } from "next-intl";
import { Amount } from "@/components/ui/display/amount";
import { ShowData } from "@/components/ui/display/show-data";
import { UnknownValue } from "@/components/ui/display/unknown-value";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { addDays } from "@/lib/core/format/calendar";
import { formatDay } from "@/lib/core/format/format";
import type { SpendMonth } from "@/lib/money/spend/schema";
import { useMonthNames } from "./use-month-names";

type Day = {
  day: string;
  now: string | null | undefined;
  before: string | undefined;
  expected: string | undefined;
};

/** What the chart draws, to the last digit. */
export function MonthTable({ month }: { month: SpendMonth }) {
  return (
    <div className="mt-2">
      <ShowData>
        <MonthDays month={month} />
      </ShowData>
    </div>
  );
}

function MonthDays({ month: { month, course } }: { month: SpendMonth }) {
  const t = useTranslations("overview.month");
  const locale = useLocale();
  const names = useMonthNames(month);
  const days = Array.from(
    { length: course.days },
    (_, index): Day => ({
      day: addDays(`${month}-01`, index),
      now: course.now[index],
      before: course.last[index],
      expected: course.expected[index - course.now.length]?.cents,
    }),
  );
  const toColumn = (id: "now" | "before" | "expected", header: string): Column<Day>[] =>
    days.some((day) => day[id] !== undefined)
      ? [
          {
            id,
            header,
            width: 140,
            isNumeric: true,
            cell: ({ [id]: cents }) =>
              cents === null ? (
                <UnknownValue reason={t("notLoaded")} />
              ) : cents === undefined ? (
                "–"
              ) : (
                <Amount cents={cents} />
              ),
          },
        ]
      : [];
  return (
    <Table
      label={t("dataOf")}
      columns={[
        { id: "day", header: t("day"), width: 120, cell: ({ day }) => formatDay(day, locale, "short") },
        ...toColumn("now", names.now),
        ...toColumn("before", names.before),
        ...toColumn("expected", t("forecastLine")),
      ]}
      rows={toRows(days, ({ day }) => day)}
    />
  );
}
