import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { DayRange } from "@/lib/calendar";
import { fetchRoute } from "@/lib/fetch-route";
import { toRefetchInterval } from "@/lib/history/queries";
import type { Currency } from "@/lib/money";
import type { DayOwners, SpendChanges, UnusualDays } from "./change-schema";
import type { Chargeback, OrganizationsCost, SpendActors, SpendMonth } from "./schema";
import type { ActorsQuery, ChangesQuery, ChargebackSearch } from "./search-params";

const refreshMs = 300_000;

/** Without a currency, uses the default one. */
export function spendMonthQuery(currency: Currency | null = null) {
  return queryOptions({
    ...toQuery<SpendMonth>("month", toGiven({ currency })),
    refetchInterval: toRefetchInterval(refreshMs),
  });
}

export function spendActorsQuery({ from, to, kind, page, currency = null }: ActorsQuery) {
  return toQuery<SpendActors>("actors", { from, to, kind, page: String(page), ...toGiven({ currency }) });
}

export function spendChangesQuery(query: ChangesQuery) {
  return toQuery<SpendChanges>("changes", toChangesFields(query));
}

/** Of the route and of the file. */
export function toChangesFields({ after, before, by, workspace = null, currency = null }: ChangesQuery) {
  return {
    ...after,
    beforeFrom: before.from,
    beforeTo: before.to,
    by,
    ...toGiven({ workspace, currency }),
  };
}

export function unusualDaysQuery({
  from,
  to,
  currency = null,
}: DayRange & { currency?: Currency | null | undefined }) {
  return toQuery<UnusualDays>("unusual-days", { from, to, ...toGiven({ currency }) });
}

/** Who can take care of a day. */
export function dayOwnersQuery() {
  return toQuery<DayOwners>("owners", {});
}

export function chargebackQuery(search: ChargebackSearch) {
  return toQuery<Chargeback>("chargeback", toGiven(search));
}

export function organizationsCostQuery() {
  return toQuery<OrganizationsCost>("organizations", {});
}

function toGiven(search: Record<string, string | null>): Record<string, string> {
  const given = Object.entries(search).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  return Object.fromEntries(given);
}

function toQuery<Answer>(name: string, query: Record<string, string>) {
  return queryOptions({
    queryKey: ["spend", name, query],
    queryFn: ({ signal }) => fetchRoute<Answer>(`/api/spend/${name}?${new URLSearchParams(query)}`, signal),
    placeholderData: keepPreviousData,
  });
}
