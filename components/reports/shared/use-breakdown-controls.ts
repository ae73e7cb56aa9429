"use client";

import { hashKey } from "@tanstack/react-query";
import type { Options } from "nuqs";
import { useDeferredValue, useMemo } from "react";
import type { Currency } from "@/lib/core/money/money";
import { isTag } from "@/lib/money/reports/dimension";
import type { BreakdownViewQuery, BreakdownViewSearch } from "@/lib/money/reports/search-params";
import { toTagFilter, toTagTexts } from "@/lib/money/reports/tag-search-params";
import { otherKey, type UsageSource } from "@/lib/money/reports/vocabulary";
import { toDrill } from "./to-drill";

export type Controls<Group extends string> = {
  search: BreakdownViewSearch;
  query: BreakdownViewQuery<Group, Group> & { source?: UsageSource };
  canBeHours?: boolean;
  today: string;
  onChange: (change: Partial<BreakdownViewSearch>) => void;
  onGroup: (group: Group) => void;
  /** A group that has a page of its own. */
  ownPage?: { label: string; open: () => void };
  /** Only where amounts are shown. */
  onCurrency?: (currency: Currency) => void;
  onFilter: (dimension: Group, values: string[]) => void;
};

type Search = BreakdownViewSearch & { group: string; tag: string[] };
type Change<Of extends Search> = Partial<BreakdownViewSearch> & { group?: Of["group"]; tag?: string[] };
type Given<Of extends Search, Query> = {
  search: Of;
  setSearch: (change: Change<Of> | ((old: Of) => Change<Of>), options?: Options) => unknown;
  toQuery: (search: Of, today: string) => Query;
  today: string;
};

/** `shown` follows the controls a moment later, so that a choice is painted before the chart and the tables are. */
export function useBreakdownControls<
  Of extends Search,
  Query extends BreakdownViewQuery<Of["group"], Of["group"]>,
>({ search, setSearch, toQuery, today }: Given<Of, Query>) {
  const settled = useSettled(search, (given) => toQuery(given, today));
  const shown = useMemo(() => {
    const query = toQuery(settled, today);
    const onDrill = (part: string | null, startsOn: string | null) => {
      const isOne = part !== null && part !== otherKey;
      setSearch(
        (old) => ({ ...toDrill(query, startsOn), ...(isOne && toFilterChange(old, query.group, [part])) }),
        { history: "push" },
      );
    };
    return { query, search: settled, onChange: setSearch, onDrill };
  }, [settled, setSearch, toQuery, today]);
  const query = toQuery(search, today);
  const controls = {
    search,
    query,
    today,
    onChange: setSearch,
    onGroup: (group: Of["group"]) => setSearch({ group }),
    onFilter: (dimension: Of["group"], values: string[]) =>
      setSearch((old) => toFilterChange(old, dimension, values)),
  };
  return { controls, shown };
}

/** Tags share one parameter, so the other tags stay in it. */
function toFilterChange({ tag }: { tag: readonly string[] }, dimension: string, values: string[]) {
  if (!isTag(dimension)) return { [dimension]: values };
  const others = Object.entries(toTagFilter(tag)).filter(([name]) => name !== dimension);
  const texts = [...others, [dimension, values] as const].flatMap(([name, parts = []]) =>
    isTag(name) ? toTagTexts(name, parts) : [],
  );
  return { tag: texts };
}

/** A search that only shows the same report in another way is settled at once. */
function useSettled<Of>(search: Of, toQuery: (search: Of) => unknown): Of {
  const later = useDeferredValue(search);
  return hashKey([toQuery(search)]) === hashKey([toQuery(later)]) ? search : later;
}
