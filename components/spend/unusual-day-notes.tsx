"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { ChartOverlay } from "@/components/charts/chart-overlay";
import { Section } from "@/components/shell/section";
import { InCurrency } from "@/components/ui/display/money";
import { listUrl } from "@/lib/core/address/search-params";
import { costSearchParams, toCostQuery, toMarkedDays } from "@/lib/money/reports/cost/search-params";
import { unusualDaysQuery } from "@/lib/money/spend/queries";
import { UnusualDayList } from "./unusual-day-list";
import { useNotes } from "./unusual-days-chart";

type Props = { today: string; canAcknowledge: boolean; children: ReactNode };

export function UnusualDayNotes({ today, canAcknowledge, children }: Props) {
  const t = useTranslations("spend.changes");
  const [search] = useQueryStates(costSearchParams, listUrl);
  const range = toMarkedDays(toCostQuery(search, today));
  const { data } = useQuery({
    ...unusualDaysQuery(range ?? { from: today, to: today }),
    enabled: range !== null,
  });
  const toNotes = useNotes(data?.currency);
  const found = range ? (data?.unusualDays ?? []) : [];
  const hasAny = found.length > 0;
  const isShown = range !== null && data !== undefined && (hasAny || data.loading !== null);
  return (
    <>
      <ChartOverlay marks={hasAny ? { label: t("mark"), notes: toNotes(found) } : undefined}>
        {children}
      </ChartOverlay>
      {isShown && (
        <InCurrency currency={data.currency}>
          <Section title={t("unusualDays")}>
            <UnusualDayList found={data} canAcknowledge={canAcknowledge} />
          </Section>
        </InCurrency>
      )}
    </>
  );
}
