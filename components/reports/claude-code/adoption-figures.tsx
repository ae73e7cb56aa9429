"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { FoldedSection } from "@/components/shell/folded-section";
import { IncompleteLately } from "@/components/shell/incomplete-days";
import { LoadingHistory } from "@/components/shell/loading-history";
import { NotReadYet } from "@/components/shell/read-history";
import { Figure, Figures } from "@/components/ui/display/figure";
import { NumberText } from "@/components/ui/display/number-text";
import { Skeleton } from "@/components/ui/display/skeleton";
import { formatDay, formatShare } from "@/lib/core/format/format";
import type { Adoption } from "@/lib/money/reports/claude-code/schema";
import { adoptionQuery } from "@/lib/money/reports/queries";

export function AdoptionFigures() {
  const t = useTranslations("claudeCode.adoption");
  return (
    <FoldedSection title={t("title")}>
      <LoadedFunnel />
    </FoldedSection>
  );
}

function LoadedFunnel() {
  const { data, error, refetch } = useQuery(adoptionQuery());
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <Skeleton className="h-40 w-full" />;
  return <Funnel adoption={data} />;
}

function Funnel({ adoption }: { adoption: Adoption }) {
  const t = useTranslations("claudeCode.adoption");
  const locale = useLocale();
  const { to, members, everActive, activeThisWeek, loading } = adoption;
  const steps = [
    { name: t("members"), count: members },
    { name: t("ever"), count: everActive },
    { name: t("thisWeek"), count: activeThisWeek },
  ];
  return (
    <>
      {to && (
        <p className="max-w-prose text-ink-muted text-sm">{t("about", { day: formatDay(to, locale) })}</p>
      )}
      <IncompleteLately reports={["claude-code"]} days={30} />
      {loading && <LoadingHistory loading={loading} text={t("waiting")} />}
      <Figures>
        {(["day", "week", "month"] as const).map((span) => (
          <Figure key={span} label={t(span)}>
            <Count count={adoption[span]} />
          </Figure>
        ))}
      </Figures>
      <ol className="grid max-w-2xl gap-1.5 text-sm">
        {steps.map(({ name, count }) => {
          const share = members === 0 || count === null ? 0 : count / members;
          return (
            <li key={name} className="grid grid-cols-[9rem_1fr_7rem] items-center gap-3">
              <span>{name}</span>
              <span aria-hidden className="h-4 rounded-sm bg-sunken forced-color-adjust-none">
                <span className="block h-full rounded-sm bg-chart-1" style={{ width: `${100 * share}%` }} />
              </span>
              <span className="text-right tabular-nums">
                <Count count={count} />{" "}
                {count !== null && <span className="text-ink-muted">{formatShare(share, locale)}</span>}
              </span>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function Count({ count }: { count: number | null }) {
  return count === null ? <NotReadYet /> : <NumberText value={count} />;
}
