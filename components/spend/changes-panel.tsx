"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import type { ComponentProps } from "react";
import { CurrencyChoice } from "@/components/shell/currency-choice";
import { FailedPage } from "@/components/shell/failed-page";
import { toFailure } from "@/components/shell/failure";
import { IncompleteNote } from "@/components/shell/incomplete-note";
import { LoadingHistory } from "@/components/shell/loading-history";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { Section } from "@/components/shell/section";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { Amount, Difference } from "@/components/ui/display/amount";
import { InCurrency } from "@/components/ui/display/money";
import { formatDay, formatShare } from "@/lib/format";
import { toChange } from "@/lib/money-math";
import { type PrintedRow, roundTable } from "@/lib/rounding";
import { spendChangesQuery, unusualDaysQuery } from "@/lib/spend/queries";
import type { SpendChanges } from "@/lib/spend/schema";
import { changesSearchParams, toChangesQuery } from "@/lib/spend/search-params";
import { changeAxes } from "@/lib/spend/vocabulary";
import { ChangesPeriods } from "./changes-periods";
import { ChangesTable } from "./changes-table";
import { UnusualDayList } from "./unusual-day-list";
import { UnusualDaysChart } from "./unusual-days-chart";

export function ChangesPanel({ today }: { today: string }) {
  const t = useTranslations("spend.changes");
  const [search, setSearch] = useQueryStates(changesSearchParams);
  const query = toChangesQuery(search, today);
  const { data, error, refetch, isPlaceholderData } = useQuery(spendChangesQuery(query));
  const { data: days } = useQuery(unusualDaysQuery({ ...query.after, currency: query.currency }));
  if (error && !data) return <FailedPage failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <InCurrency currency={data.currency}>
      <PageHeader title={t("title")} description={t("description")} />
      <CurrencyChoice shown={data} onChange={(currency) => setSearch({ currency })} />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <SegmentedControl
          label={t("by")}
          options={changeAxes.map((by) => ({ value: by, label: t(`axes.${by}`) }))}
          value={query.by}
          onChange={(by) => setSearch({ by })}
        />
        <ChangesPeriods search={search} query={query} today={today} onChange={setSearch} />
      </div>
      {data.loading ? (
        <LoadingHistory loading={data.loading} text={t("waiting")} />
      ) : (
        <Changes changes={data} by={query.by} isBusy={isPlaceholderData} />
      )}
      {days && (
        <Section title={t("unusualDays")} text={t("unusualDaysText")}>
          {days.days.length > 0 && <UnusualDaysChart found={days} />}
          <UnusualDayList found={days} />
        </Section>
      )}
    </InCurrency>
  );
}

type ChangesProps = Omit<ComponentProps<typeof ChangesTable>, "printed">;

/** The sentence has the same amounts as the table's last row. */
function Changes({ changes, ...table }: ChangesProps) {
  const printed = roundTable(
    changes.rows.map(({ beforeCents, afterCents }) => ({ parts: [afterCents], before: beforeCents })),
  );
  return (
    <>
      <Sentence changes={changes} printed={printed.total} />
      <ChangesTable {...table} changes={changes} printed={printed} />
    </>
  );
}

function Sentence({ changes, printed }: { changes: SpendChanges; printed: PrintedRow }) {
  const t = useTranslations("spend");
  const locale = useLocale();
  const { before, after, beforeCents, afterCents, differenceCents, missingDays, incompleteDays, isEstimate } =
    changes;
  const change = toChange(beforeCents, afterCents);
  return (
    <div role="note" className="grid gap-1 text-ink-muted text-sm">
      <p>
        {t.rich("changes.sentence", {
          from: formatDay(after.from, locale),
          to: formatDay(after.to, locale),
          beforeFrom: formatDay(before.from, locale),
          beforeTo: formatDay(before.to, locale),
          current: () => <Amount cents={afterCents} printed={printed.total} />,
          earlier: () => <Amount cents={beforeCents} printed={printed.before} />,
          difference: () => (
            <strong className="text-ink">
              <Difference cents={differenceCents} printed={printed.difference} />
              {change !== null && ` (${change > 0 ? "+" : ""}${formatShare(change, locale)})`}
            </strong>
          ),
        })}
      </p>
      {isEstimate && <p>{t("changes.estimate")}</p>}
      {missingDays > 0 && <p>{t("missing", { count: missingDays })}</p>}
      {incompleteDays > 0 && <IncompleteNote days={incompleteDays} />}
    </div>
  );
}
