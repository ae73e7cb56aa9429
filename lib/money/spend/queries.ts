import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { DayRange } from "@/lib/core/format/calendar";
import { toRefetchInterval } from "@/lib/core/history/queries";
import type { Currency } from "@/lib/core/money/money";
import type { spendReads } from "./reads";
import type { ActorsQuery, ChangesQuery, ChargebackSearch } from "./search-params";

const read = queriesOf<typeof spendReads>();
type Part = keyof typeof spendReads extends `spend/${infer Name}` ? Name : never;

const refreshMs = 300_000;

/** Without a currency, uses the default one. */
export function spendMonthQuery(currency: Currency | null = null) {
  return queryOptions({
    ...toQuery("month", toGiven({ currency })),
    refetchInterval: toRefetchInterval(refreshMs),
  });
}

export function spendActorsQuery({ from, to, kind, page, currency = null }: ActorsQuery) {
  return toQuery("actors", { from, to, kind, page: String(page), ...toGiven({ currency }) });
}

export function spendChangesQuery(query: ChangesQuery) {
  return toQuery("changes", toChangesFields(query));
}

/** The fields that the route and the file take. */
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
  return toQuery("unusual-days", { from, to, ...toGiven({ currency }) });
}

/** Who can take care of a day. */
export function dayOwnersQuery() {
  return toQuery("owners", {});
}

export function chargebackQuery(search: ChargebackSearch) {
  return toQuery("chargeback", toGiven(search));
}

export function organizationsCostQuery() {
  return toQuery("organizations", {});
}

function toGiven(search: Record<string, string | null>): Record<string, string> {
  const given = Object.entries(search).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  return Object.fromEntries(given);
}

function toQuery<Name extends Part>(name: Name, search: Record<string, string>) {
  return read(["spend", name, search], `spend/${name}`, {
    search: `?${new URLSearchParams(search)}`,
    placeholderData: keepPreviousData,
  });
}
