"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { ChartOverlay } from "@/components/charts/chart-overlay";
import { Section } from "@/components/shell/section";
import { InCurrency } from "@/components/ui/display/money";
import { costSearchParams, toCostQuery } from "@/lib/reports/cost/search-params";
import { listUrl } from "@/lib/search-params";
import { standoutsQuery } from "@/lib/spend/queries";
import type { Standout } from "@/lib/spend/schema";
import { toMarkedDays } from "@/lib/spend/search-params";
import { StandoutList, StandoutText } from "./standout-list";

export function StandoutNotes({ today, children }: { today: string; children: ReactNode }) {
  const t = useTranslations("spend.changes");
  const [search] = useQueryStates(costSearchParams, listUrl);
  const range = toMarkedDays(toCostQuery(search, today));
  const { data } = useQuery({
    ...standoutsQuery(range ?? { from: today, to: today }),
    enabled: range !== null,
  });
  const found = range ? (data?.standouts ?? []) : [];
  const hasAny = found.length > 0;
  const isShown = range !== null && data !== undefined && (hasAny || data.loading !== null);
  return (
    <>
      <ChartOverlay marks={hasAny ? { label: t("mark"), notes: toNotes(found) } : undefined}>
        {children}
      </ChartOverlay>
      {isShown && (
        <InCurrency currency={data.currency}>
          <Section title={t("standouts")}>
            <StandoutList found={data} />
          </Section>
        </InCurrency>
      )}
    </>
  );
}

export function toNotes(standouts: readonly Standout[]): ReadonlyMap<string, ReactNode> {
  return new Map(
    standouts.map((standout) => [standout.day, <StandoutText key={standout.day} standout={standout} />]),
  );
}
