"use client";

import { SquareTerminal } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { StackedBars } from "@/components/charts/stacked-bars";
import { WorkFigures } from "@/components/directory/work-figures";
import { EmptyState } from "@/components/shell/empty-state";
import { LoadingHistory } from "@/components/shell/loading-history";
import { NumberText } from "@/components/ui/display/number-text";
import { ShowData } from "@/components/ui/display/show-data";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { windowDays } from "@/lib/core/format/calendar";
import { formatCount, formatCountShort, formatDay } from "@/lib/core/format/format";
import type { MemberDetail } from "@/lib/directory/members/schema";

type Work = NonNullable<MemberDetail["claudeCode"]>;

type Props = Pick<MemberDetail, "loading"> & Pick<MemberDetail["member"], "hidden"> & { work: Work | null };

export function PersonWork({ work, hidden, loading }: Props) {
  const t = useTranslations("members");
  const locale = useLocale();
  const isWaiting = !hidden && loading !== null && loading.readDays < windowDays;
  if (isWaiting && !work?.sums.sessions) return <LoadingHistory loading={loading} />;
  if (work === null)
    return (
      <EmptyState
        icon={<SquareTerminal />}
        title={t(hidden ? "person.hidden" : "person.noReport")}
        text={t(hidden ? `hidden.${hidden}` : "claudeCodeUnknown")}
      />
    );
  if (work.sums.sessions === 0)
    return <EmptyState icon={<SquareTerminal />} title={t("person.noWork")} text={t("person.noWorkText")} />;
  return (
    <>
      {isWaiting && <LoadingHistory loading={loading} />}
      <WorkFigures sums={work.sums} />
      <StackedBars
        label={t("person.workChart")}
        series={[{ id: "sessions", name: t("person.sessions") }]}
        points={work.days.map(({ day, sessions }) => ({ day, values: [String(sessions)] }))}
        formatValue={(count, length) =>
          length === "short" ? formatCountShort(count, locale) : formatCount(count, locale)
        }
        today={work.today}
        isCount
        className="h-48"
      />
      <ShowData>
        <DayTable days={work.days} />
      </ShowData>
    </>
  );
}

/** Newest first, without days that have no activity. */
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
        card: "value",
        cell: ({ sessions }) => <NumberText value={sessions} />,
      },
    ],
    [t, locale],
  );
  const worked = days.filter(({ sessions }) => sessions > 0).toReversed();
  return <Table label={t("workByDay")} columns={columns} rows={toRows(worked, ({ day }) => day)} />;
}
