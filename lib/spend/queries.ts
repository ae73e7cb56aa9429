import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchDoor } from "@/lib/fetch-door";
import type { DayRange } from "@/lib/reports/search-params";
import type { Chargeback, SpendActors, SpendChanges, SpendMonth, Standouts } from "./schema";
import type { ActorsQuery, ChangesQuery, ChargebackSearch } from "./search-params";

const refreshMs = 300_000;

export function spendMonthQuery() {
  return queryOptions({
    queryKey: ["spend", "month"],
    queryFn: ({ signal }) => fetchDoor<SpendMonth>("/api/spend/month", signal),
    refetchInterval: refreshMs,
  });
}

export function spendActorsQuery({ from, to, kind, page }: ActorsQuery) {
  return toQuery<SpendActors>("actors", { from, to, kind, page: String(page) });
}

export function spendChangesQuery({ after, before, by }: ChangesQuery) {
  return toQuery<SpendChanges>("changes", {
    ...after,
    beforeFrom: before.from,
    beforeTo: before.to,
    by,
  });
}

export function standoutsQuery({ from, to }: DayRange) {
  return toQuery<Standouts>("standouts", { from, to });
}

export function chargebackQuery(search: ChargebackSearch) {
  const given = Object.entries(search).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  return toQuery<Chargeback>("chargeback", Object.fromEntries(given));
}

/** The door of each is named after it. */
function toQuery<Answer>(name: string, query: Record<string, string>) {
  return queryOptions({
    queryKey: ["spend", name, query],
    queryFn: ({ signal }) => fetchDoor<Answer>(`/api/spend/${name}?${new URLSearchParams(query)}`, signal),
    placeholderData: keepPreviousData,
  });
}
