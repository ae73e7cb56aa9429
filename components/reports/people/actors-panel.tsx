"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { type AmountKind, AmountKindBadge } from "@/components/directory/amount-kind";
import { canIncludeToday, IncludeToday, ReportRange } from "@/components/reports/shared/report-range";
import { useLinkItems } from "@/components/reports/shared/use-link-items";
import { CurrencyChoice } from "@/components/shell/currency-choice";
import { CurrencyNote } from "@/components/shell/currency-notes";
import { ExportMenu } from "@/components/shell/export-menu";
import { FailedPage } from "@/components/shell/failed-page";
import { toFailure } from "@/components/shell/failure";
import { IncompleteNote } from "@/components/shell/incomplete-note";
import { LoadingHistory, Provisional } from "@/components/shell/loading-history";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { usePaper } from "@/components/shell/use-paper";
import { ChipSelect } from "@/components/ui/controls/chip-select";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { DateText } from "@/components/ui/display/date-text";
import { InCurrency } from "@/components/ui/display/money";
import { costDimensions } from "@/lib/money/reports/cost/dimensions";
import { spendActorsQuery } from "@/lib/money/spend/queries";
import type { SpendActors } from "@/lib/money/spend/schema";
import {
  type ActorsQuery,
  type ActorsSearch,
  actorsSearchParams,
  toActorsQuery,
  toSameRange,
} from "@/lib/money/spend/search-params";
import { actorKinds, actorRanges } from "@/lib/money/spend/vocabulary";
import { ActorCostTable } from "./actor-cost-table";
import { ActorGaps } from "./actor-gaps";

/** `today` is the UTC day of the server's response. */
export function ActorsPanel({ today }: { today: string }) {
  const t = useTranslations("spend.actors");
  const [search, setSearch] = useQueryStates(actorsSearchParams);
  const query = toActorsQuery(search, today);
  const { data, error, refetch } = useQuery(spendActorsQuery(query));
  if (error && !data) return <FailedPage failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <InCurrency currency={data.currency}>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={<ActorsExport query={{ ...query, from: data.from, to: data.to }} />}
      />
      <div className="flex flex-wrap items-center justify-between gap-3 print:hidden">
        <SegmentedControl
          label={t("kind")}
          options={actorKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
          value={query.kind}
          onChange={(kind) => setSearch({ kind, page: null })}
        />
        <div className="flex flex-wrap items-center gap-2">
          <PeopleGroup search={search} />
          <ReportRange
            search={search}
            range={query}
            today={today}
            presets={actorRanges}
            onChange={({ granularity, ...change }) => setSearch({ ...change, page: null })}
          />
          {canIncludeToday(search, query, today) && <IncludeToday search={search} onChange={setSearch} />}
          <CurrencyChoice shown={data} onChange={(currency) => setSearch({ currency, page: null })} />
        </div>
      </div>
      <CurrencyNote shown={data} />
      <div className="flex flex-wrap items-start justify-between gap-x-10 gap-y-4">
        <Provenance found={data} query={query} />
        {toKind(data.source) && <ActorGaps found={data} kind={query.kind} />}
      </div>
      {toKind(data.source) && <ActorCostTable query={query} onPage={(page) => setSearch({ page })} />}
    </InCurrency>
  );
}

type Source = SpendActors["source"];

/** Null without amounts. */
function toKind(source: Source): AmountKind | null {
  return source === "reported" || source === "estimated" ? source : null;
}

function Provenance({ found, query }: { found: SpendActors; query: ActorsQuery }) {
  const t = useTranslations("spend");
  const { source, from, missingDays, incompleteDays, loading, completeUntil } = found;
  const kind = toKind(source);
  return (
    <div role="note" className="grid max-w-prose gap-1 text-ink-muted text-sm">
      <div>
        {kind && (
          <>
            <AmountKindBadge of={kind} />{" "}
          </>
        )}
        {t(`actors.sources.${source}`)}
      </div>
      {query.from < from && <p>{t("actors.kept")}</p>}
      {completeUntil !== null && (
        <p>{t.rich("actors.completeUntil", { time: () => <DateText at={completeUntil} show="minute" /> })}</p>
      )}
      <p>{t("actors.notCovered")}</p>
      {loading && (
        <>
          <p>
            <Provisional />
          </p>
          <LoadingHistory loading={loading} text={t("actors.waiting")} />
        </>
      )}
      {!loading && missingDays > 0 && <p>{t("missing", { count: missingDays })}</p>}
      {incompleteDays > 0 && <IncompleteNote days={incompleteDays} />}
    </div>
  );
}

/** Files of people need a recent sign-in, as everywhere. */
function ActorsExport({ query: { from, to, kind, currency } }: { query: ActorsQuery }) {
  const links = useLinkItems({ from, to });
  const search = new URLSearchParams({ from, to, kind, ...(currency && { currency }) });
  return (
    <ExportMenu
      noun="people/keys-and-people"
      query={`?${search}`}
      schedule="actors"
      paper={usePaper()}
      others={links}
    />
  );
}

/** One of the cost report's groups, on a page of its own: choosing another returns to the report. */
function PeopleGroup({ search }: { search: ActorsSearch }) {
  const t = useTranslations();
  const router = useRouter();
  return (
    <ChipSelect
      label={t("reports.group")}
      options={[
        ...costDimensions.map((value) => ({ value, label: t(`reports.dimensions.${value}`) })),
        { value: "people", label: t("spend.actors.title") },
      ]}
      value="people"
      // Sound: a page of ours, with a query string that it reads.
      onChange={(group) => router.push(toSameRange(`/cost?group=${group}`, search) as Route)}
    />
  );
}
