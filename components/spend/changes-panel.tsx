"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import type { ComponentProps } from "react";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { useChangeSentences } from "@/components/directory/use-change-sentences";
import { CurrencyChoice } from "@/components/shell/currency-choice";
import { CurrencyNote } from "@/components/shell/currency-notes";
import { ExportMenu } from "@/components/shell/export-menu";
import { FailedPage } from "@/components/shell/failed-page";
import { toFailure } from "@/components/shell/failure";
import { IncompleteNote } from "@/components/shell/incomplete-note";
import { LoadingHistory } from "@/components/shell/loading-history";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { Section } from "@/components/shell/section";
import { useChangeText } from "@/components/shell/use-change-text";
import { Amount } from "@/components/ui/display/amount";
import { InCurrency } from "@/components/ui/display/money";
import { InfoTip } from "@/components/ui/overlay/info-tip";
import { formatDay } from "@/lib/core/format/format";
import { type PrintedRow, roundTable } from "@/lib/core/money/rounding";
import type { SpendChanges } from "@/lib/money/spend/change-schema";
import { spendChangesQuery, toChangesFields, unusualDaysQuery } from "@/lib/money/spend/queries";
import { type ChangesQuery, changesSearchParams, toChangesQuery } from "@/lib/money/spend/search-params";
import { ChangeAxes } from "./change-axes";
import { ChangesPeriods } from "./changes-periods";
import { ChangesTable } from "./changes-table";
import { UnusualDayList } from "./unusual-day-list";
import { UnusualDaysChart } from "./unusual-days-chart";
import { WithinWorkspace } from "./within-workspace";

export function ChangesPanel({ today, canAcknowledge }: { today: string; canAcknowledge: boolean }) {
  const t = useTranslations("spend.changes");
  const [search, setSearch] = useQueryStates(changesSearchParams);
  const query = toChangesQuery(search, today);
  const { data, error, refetch, isPlaceholderData } = useQuery(spendChangesQuery(query));
  const { data: days } = useQuery(unusualDaysQuery({ ...query.after, currency: query.currency }));
  if (error && !data) return <FailedPage failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <InCurrency currency={data.currency}>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={<ChangesExport query={toFileQuery(query)} />}
      />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <ChangeAxes by={query.by} tags={data.tags} onChange={(by) => setSearch({ by })} />
        <ChangesPeriods search={search} query={query} today={today} onChange={setSearch}>
          <CurrencyChoice shown={data} onChange={(currency) => setSearch({ currency })} />
        </ChangesPeriods>
      </div>
      <CurrencyNote shown={data} />
      {data.loading ? (
        <LoadingHistory loading={data.loading} text={t("waiting")} />
      ) : (
        <Changes
          changes={data}
          today={today}
          by={query.by}
          isBusy={isPlaceholderData}
          onLeave={() => setSearch({ workspace: null })}
          onNarrow={(workspace) => setSearch({ workspace, by: "model" }, { history: "push" })}
        />
      )}
      {days && (
        <Section title={t("unusualDays")} text={t("unusualDaysText")}>
          {days.days.length > 0 && <UnusualDaysChart found={days} />}
          <UnusualDayList found={days} canAcknowledge={canAcknowledge} />
        </Section>
      )}
    </InCurrency>
  );
}

function toFileQuery(query: ChangesQuery): string {
  return `?${new URLSearchParams(toChangesFields(query))}`;
}

type ChangesProps = Omit<ComponentProps<typeof ChangesTable>, "printed"> & {
  today: string;
  onLeave: () => void;
};

/** The sentences have the same amounts as the table's last row, and each row has that of the cost report. */
function Changes({ changes, today, onLeave, ...table }: ChangesProps) {
  const { rows } = changes;
  const printed = roundTable(
    rows.map(({ beforeCents, afterCents }) => ({ parts: [afterCents], before: beforeCents })),
  );
  return (
    <>
      <ChangeStory changes={changes} printed={printed.total} today={today} />
      {changes.within && <WithinWorkspace workspace={changes.within} onLeave={onLeave} />}
      <Periods changes={changes} printed={printed.total} />
      <ChangesTable {...table} changes={changes} printed={printed} />
    </>
  );
}

function Periods({ changes, printed }: { changes: SpendChanges; printed: PrintedRow }) {
  const t = useTranslations("spend");
  const locale = useLocale();
  const { before, after, beforeCents, afterCents, missingDays, unkeptDays, incompleteDays, isEstimate } =
    changes;
  const skipped = useChangeText().toSkipped({ before, after });
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
        })}
      </p>
      {skipped && <p>{skipped}</p>}
      {isEstimate && (
        <div>
          <AmountKindBadge of="estimated" /> {t("changes.estimate")}
        </div>
      )}
      {missingDays > 0 && <p>{t("missing", { count: missingDays })}</p>}
      {unkeptDays > 0 && <p>{t("unkept", { count: unkeptDays })}</p>}
      {incompleteDays > 0 && <IncompleteNote days={incompleteDays} />}
    </div>
  );
}

function ChangesExport({ query }: { query: string }) {
  return <ExportMenu noun="differences/changes" query={query} schedule="changes" />;
}

type Props = { changes: SpendChanges; printed: PrintedRow; today: string };

function ChangeStory({ changes, printed, today }: Props) {
  const t = useTranslations("spend.changes");
  const { total, where, why } = useChangeSentences({ ...changes, printed }, today);
  return (
    <section aria-label={t("story")} className="grid max-w-prose gap-1.5">
      <p className="text-xl">{total}</p>
      {where && <p>{where}</p>}
      {why && (
        <div>
          {why}
          <InfoTip about={t("causes")}>{t("causesText")}</InfoTip>
        </div>
      )}
    </section>
  );
}
