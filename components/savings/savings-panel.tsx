"use client";

import { useQuery } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { StackedBars } from "@/components/charts/stacked-bars";
import { CurrencyChoice } from "@/components/shell/currency-choice";
import { CurrencyNote } from "@/components/shell/currency-notes";
import { EmptyState } from "@/components/shell/empty-state";
import { ExportMenu } from "@/components/shell/export-menu";
import { FailedPage } from "@/components/shell/failed-page";
import { toFailure } from "@/components/shell/failure";
import { LoadingHistory } from "@/components/shell/loading-history";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { Section } from "@/components/shell/section";
import { usePaper } from "@/components/shell/use-paper";
import { RangePicker } from "@/components/ui/calendar/range-picker";
import { InCurrency, useMoney } from "@/components/ui/display/money";
import { roundTable } from "@/lib/core/money/rounding";
import { savingsQuery } from "@/lib/money/savings/queries";
import type { Savings } from "@/lib/money/savings/schema";
import {
  savingsSearchParams,
  toSavingsQuery,
  toSavingsRange,
  toWholeMonths,
} from "@/lib/money/savings/search-params";
import { savingsRanges } from "@/lib/money/savings/vocabulary";
import type { CanOpen } from "./concerned-names";
import { ModelTable } from "./model-table";
import { OpportunityList } from "./opportunity-list";
import { SavingsFigures } from "./savings-figures";

export function SavingsPanel({ today, canOpen }: { today: string; canOpen: CanOpen }) {
  const t = useTranslations("savings");
  const [search, setSearch] = useQueryStates(savingsSearchParams);
  const query = toSavingsQuery(search, today);
  const { data, error, refetch, isPlaceholderData } = useQuery(savingsQuery(query));
  if (error && !data) return <FailedPage failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  const usual = toWholeMonths(toSavingsRange(search.range, today), today);
  const isOwn = usual.from !== query.from || usual.to !== query.to;
  return (
    <InCurrency currency={data.currency}>
      <PageHeader title={t("title")} about={t("about")} actions={<Takeaways savings={data} />} />
      <div className="chip-row">
        <RangePicker
          label={t("period")}
          presets={savingsRanges.map((value) => ({ value, label: t(`ranges.${value}`) }))}
          preset={isOwn ? null : search.range}
          range={query}
          max={today}
          onChange={(chosen) =>
            setSearch("preset" in chosen ? { range: chosen.preset, from: null, to: null } : chosen.range)
          }
        />
        <CurrencyChoice shown={data} onChange={(currency) => setSearch({ currency })} />
      </div>
      <CurrencyNote shown={data} />
      {data.loading && <LoadingHistory loading={data.loading} text={t("waiting")} />}
      {data.loading?.isUnavailable ? null : (
        <Report savings={data} isBusy={isPlaceholderData}>
          <OpportunityList query={query} canOpen={canOpen} />
        </Report>
      )}
    </InCurrency>
  );
}

type ReportProps = { savings: Savings; isBusy: boolean; children: ReactNode };

function Report({ savings, isBusy, children }: ReportProps) {
  const t = useTranslations("savings");
  const { models, months } = savings;
  if (models.length === 0)
    return savings.loading ? null : (
      <EmptyState
        icon={<Inbox />}
        title={t("emptyTitle")}
        text={t(savings.isSumming ? "summing" : "emptyText")}
      />
    );
  const printed = roundTable(
    models.map(({ paidCents, cachingCents, batchingCents }) => ({
      parts: [paidCents, cachingCents, batchingCents],
    })),
  );
  return (
    <>
      <SavingsFigures savings={savings} printed={printed.total} />
      {months.length > 1 && <SavingsChart savings={savings} />}
      {children}
      <Section title={t("models")} text={t("modelsText")}>
        <ModelTable savings={savings} printed={printed} isBusy={isBusy} />
      </Section>
    </>
  );
}

function Takeaways({ savings: { from, to, currency, totals } }: { savings: Savings }) {
  const search = new URLSearchParams({ from, to, ...(totals.length > 0 && { currency }) });
  return <ExportMenu noun="savings/savings" query={`?${search}`} schedule="savings" paper={usePaper()} />;
}

function SavingsChart({ savings: { months, today } }: { savings: Savings }) {
  const t = useTranslations("savings");
  const money = useMoney();
  return (
    <StackedBars
      label={t("chart", { currency: money.currency })}
      series={[
        { id: "caching", name: t("caching") },
        { id: "batching", name: t("batching") },
      ]}
      points={months.map(({ month, cachingCents, batchingCents }) => ({
        day: month,
        granularity: "month",
        values: [cachingCents, batchingCents],
        partial: month.slice(0, 7) === today.slice(0, 7) ? "unfinished" : undefined,
      }))}
      formatValue={(cents, length) => (length === "short" ? money.formatShort(cents) : money.format(cents))}
      className="h-56"
    />
  );
}
