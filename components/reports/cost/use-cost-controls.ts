"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useBreakdownControls } from "@/components/reports/shared/use-breakdown-controls";
import { listUrl } from "@/lib/core/address/search-params";
import type { Currency } from "@/lib/core/money/money";
import { costSearchParams, toCostQuery } from "@/lib/money/reports/cost/search-params";
import { toSameRange } from "@/lib/money/spend/search-params";

export type ShownCost = ReturnType<typeof useCostControls>["shown"];

export function useCostControls(today: string) {
  const t = useTranslations("spend.actors");
  const router = useRouter();
  const [search, setSearch] = useQueryStates(costSearchParams, listUrl);
  const onCurrency = (currency: Currency) => setSearch({ currency });
  const { controls, shown } = useBreakdownControls({ search, setSearch, toQuery: toCostQuery, today });
  const ownPage = {
    label: t("title"),
    // Sound: a page of ours, with a query string that it reads.
    open: () => router.push(toSameRange("/cost/people", search) as Route),
  };
  return { controls: { ...controls, onCurrency, ownPage }, shown };
}
