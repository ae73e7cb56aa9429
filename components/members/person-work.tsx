"use client";

import { SquareTerminal } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { StackedBars } from "@/components/charts/stacked-bars";
import { EmptyState } from "@/components/shell/empty-state";
import { NumberText } from "@/components/ui/number-text";
import { Table, toRows } from "@/components/ui/table";
import type { Column } from "@/components/ui/table-columns";
import { formatCount, formatCountShort, formatDay } from "@/lib/format";
import type { MemberDetail } from "@/lib/members/schema";
import { WorkFigures } from "./work-figures";

type Work = NonNullable<MemberDetail["claudeCode"]>;

/** Sums, sessions by day as bars, and the table that says the same. */
export function PersonWork({ work }: { work: MemberDetail["claudeCode"] }) {
  const t = useTranslations("members");
  const locale = useLocale();
  if (work === null)
    return (
      <EmptyState icon={<SquareTerminal />} title={t("person.noReport")} text={t("claudeCodeUnknown")} />
    );
  if (work.sums.sessions === 0)
    return <EmptyState icon={<SquareTerminal />} title={t("person.noWork")} text={t("person.noWorkText")} />;
  return (
    <>
      <WorkFigures sums={work.sums} />
      <StackedBars
        label={t("person.workChart")}
        series={[{ id: "sessions", name: t("person.sessions") }]}
        points={work.days.map(({ day, sessions }) => ({ day, values: [sessions] }))}
        formatValue={(count, length) =>
          length === "short" ? formatCountShort(count, locale) : formatCount(count, locale)
        }
        className="h-48"
      />
      <DayTable days={work.days} />
    </>
  );
}

/** Newest first, without the days on which nothing happened. */
function DayTable({ days }: Pick<Work, "days">) {
  const t = useTranslations("members.person");
  const locale = useLocale();
  const columns = useMemo(
    (): Column<Work["days"][number]>[] => [
      { id: "day", header: t("day"), cell: ({ day }) => formatDay(day, locale) },
      {
        id: "sessions",
        header: t("sessions"),
        width: 140,
        isNumeric: true,
        cell: ({ sessions }) => <NumberText value={sessions} />,
      },
    ],
    [t, locale], // The table wants a stable identity.
  );
  const worked = days.filter(({ sessions }) => sessions > 0).toReversed();
  return <Table label={t("workByDay")} columns={columns} rows={toRows(worked, ({ day }) => day)} />;
}
