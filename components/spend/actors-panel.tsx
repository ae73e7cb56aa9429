"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { Amount } from "@/components/ui/amount";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { formatDay } from "@/lib/format";
import { spendActorsQuery } from "@/lib/spend/queries";
import type { SpendActors } from "@/lib/spend/schema";
import { actorsSearchParams, toActorsQuery } from "@/lib/spend/search-params";
import { actorKinds } from "@/lib/spend/vocabulary";
import { ActorsTable } from "./actors-table";
import { RangeSwitch } from "./range-switch";

/** Who spends it: keys, or people. `today` is the UTC day of the server's answer. */
export function ActorsPanel({ today }: { today: string }) {
  const t = useTranslations("spend.actors");
  const [search, setSearch] = useQueryStates(actorsSearchParams);
  const query = toActorsQuery(search, today);
  const { data, error, refetch } = useQuery(spendActorsQuery(query));
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
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
        <ActorsTable query={query} onPage={(page) => setSearch({ page })} />
      )}
    </>
  );
}

/** Where the numbers come from, and what of the total no row has. */
function Provenance({ found }: { found: SpendActors }) {
  const t = useTranslations("spend");
  const locale = useLocale();
  const { source, from, to, cents, reportedCents, restCents, missingDays } = found;
  const days = { from: formatDay(from, locale), to: formatDay(to, locale) };
  return (
    <div role="note" className="grid max-w-prose gap-1 text-ink-muted text-sm">
      <p>{t(`actors.sources.${source}`)}</p>
      <p>
        {t.rich("actors.sums", {
          ...days,
          sum: () => <Amount cents={cents} />,
          reported: () => <Amount cents={reportedCents} />,
          rest: () => <Amount cents={restCents} />,
        })}
      </p>
      <p>{t("actors.notCovered")}</p>
      {missingDays > 0 && <p>{t("missing", { count: missingDays })}</p>}
    </div>
  );
}
