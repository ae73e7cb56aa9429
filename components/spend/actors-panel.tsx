"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { CurrencyChoice } from "@/components/shell/currency-choice";
import { FailedPage } from "@/components/shell/failed-page";
import { toFailure } from "@/components/shell/failure";
import { IncompleteNote } from "@/components/shell/incomplete-note";
import { LoadingHistory, Provisional } from "@/components/shell/loading-history";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { Amount } from "@/components/ui/display/amount";
import { DateText } from "@/components/ui/display/date-text";
import { InCurrency } from "@/components/ui/display/money";
import { formatDay } from "@/lib/format";
import { spendActorsQuery } from "@/lib/spend/queries";
import type { SpendActors } from "@/lib/spend/schema";
import { actorsSearchParams, toActorsQuery } from "@/lib/spend/search-params";
import { actorKinds } from "@/lib/spend/vocabulary";
import { ActorCostTable } from "./actor-cost-table";
import { RangeSwitch } from "./range-switch";

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
      <PageHeader title={t("title")} description={t("description")} />
      <CurrencyChoice shown={data} onChange={(currency) => setSearch({ currency, page: null })} />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <SegmentedControl
          label={t("kind")}
          options={actorKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
          value={query.kind}
          onChange={(kind) => setSearch({ kind, page: null })}
        />
        <RangeSwitch search={search} onChange={(change) => setSearch({ ...change, page: null })} />
      </div>
      <Provenance found={data} />
      {(data.source === "reported" || data.source === "estimated") && (
        <ActorCostTable query={query} onPage={(page) => setSearch({ page })} />
      )}
    </InCurrency>
  );
}

function Provenance({ found }: { found: SpendActors }) {
  const t = useTranslations("spend");
  const locale = useLocale();
  const { source, from, to, cents, reportedCents, restCents, missingDays, incompleteDays, loading } = found;
  const { completeUntil, printed } = found;
  const days = { from: formatDay(from, locale), to: formatDay(to, locale) };
  return (
    <div role="note" className="grid max-w-prose gap-1 text-ink-muted text-sm">
      <p>{t(`actors.sources.${source}`)}</p>
      {completeUntil !== null && (
        <p>{t.rich("actors.completeUntil", { time: () => <DateText at={completeUntil} show="minute" /> })}</p>
      )}
      <p>
        {t.rich("actors.sums", {
          ...days,
          sum: () => <Amount cents={cents} printed={printed.cents} />,
          reported: () => <Amount cents={reportedCents} />,
          rest: () => <Amount cents={restCents} printed={printed.restCents} />,
        })}
      </p>
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
