"use client";

import type { QueryKey, UseQueryOptions } from "@tanstack/react-query";
import { countFilters } from "@/components/ui/table/count-filters";
import { type RowPage, usePagedRows } from "@/components/ui/table/use-paged-rows";

type Direction = "asc" | "desc";
type ListSearch = { sort?: string; direction?: Direction; page: number };
type Change<Search> = { [Key in keyof Search]?: Search[Key] | null };

type Options<Search extends ListSearch, Row, Page extends RowPage<Row>, Key extends QueryKey> = {
  search: Search;
  setSearch: (change: Change<Search>) => unknown;
  toQueryString: (search: Change<Search>) => string;
  toQuery: (page: number) => UseQueryOptions<Page, Error, Page, Key>;
  keyOf: (row: Row) => string;
  sorts?: { parse: (text: string) => Search["sort"] | null };
  widening?: readonly (keyof Search)[];
};

export function useList<Search extends ListSearch, Row, Page extends RowPage<Row>, Key extends QueryKey>(
  options: Options<Search, Row, Page, Key>,
) {
  const { search, setSearch, toQueryString, toQuery, keyOf, sorts, widening = [] } = options;
  // A different list starts at its top. Sound: each key is one of the search's, and null is its default.
  const change = (part: Change<Search>) => setSearch({ ...part, page: null } as Change<Search>);
  const toListKey = (part: object) => toQueryString({ ...search, ...part, page: null } as Change<Search>);
  const unsorted = { sort: null, direction: null, ...toNulls(widening) };
  const paged = usePagedRows({
    page: search.page,
    toQuery,
    keyOf,
    onPage: (page) => setSearch({ page } as Change<Search>),
    listKey: toListKey({}),
  });
  return {
    ...paged,
    change,
    filterCount: countFilters(toListKey({ q: null, sort: null, direction: null })),
    sort: sorts && {
      by: search.sort ?? "",
      direction: search.direction ?? "asc",
      onSort: (by: string, direction: Direction) =>
        change({ sort: sorts.parse(by), direction } as Change<Search>),
    },
    onClear:
      toListKey(unsorted) === ""
        ? undefined
        : () => change(toNulls(Object.keys(search).filter((key) => !(key in unsorted))) as Change<Search>),
  };
}

function toNulls(keys: readonly PropertyKey[]): Record<PropertyKey, null> {
  return Object.fromEntries(keys.map((key) => [key, null]));
}
