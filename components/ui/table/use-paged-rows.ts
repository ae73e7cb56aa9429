"use client";

import { type QueryKey, type UseQueryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Rows } from "./table";

export type RowPage<Row> = { rows: Row[]; total: number; page: number; pageSize: number };

type Paging<Row, Page extends RowPage<Row>, Key extends QueryKey> = {
  page: number;
  toQuery: (page: number) => UseQueryOptions<Page, Error, Page, Key>;
  keyOf: (row: Row) => string;
  onPage: (page: number) => void;
  listKey: string;
};

const lookAheadRows = 30;
/** Around what a screen shows. */
const mostPages = 4;

/** Makes one long list out of server pages: pages in view are fetched, and seen pages stay cached. */
export function usePagedRows<Row, Page extends RowPage<Row>, Key extends QueryKey>(
  paging: Paging<Row, Page, Key>,
) {
  const { page, toQuery, keyOf, onPage, listKey } = paging;
  const [view, setView] = useState({ listKey, first: page, last: page });
  const shown = view.listKey === listKey ? view : { first: page, last: page };
  const numbers = Array.from({ length: shown.last - shown.first + 1 }, (_, index) => shown.first + index);
  const results = usePages(numbers, toQuery);
  const loaded = results.flatMap(({ data }) => (data ? [data] : []));
  const { pages, isOld } = useLastPages(listKey, loaded);
  const newest = pages[0];
  const pageSize = newest?.pageSize ?? 1;

  const rows: Rows<Row> = {
    total: newest?.total ?? 0,
    start: (page - 1) * pageSize,
    listKey,
    keyOf,
    at: (index) => pages.find((one) => one.page === Math.floor(index / pageSize) + 1)?.rows[index % pageSize],
    onVisibleRange: (firstRow, lastRow) => {
      const toNumber = (row: number) => Math.floor(Math.max(0, row) / pageSize) + 1;
      const lastNumber = toNumber((newest?.total ?? 1) - 1);
      const first = toNumber(firstRow - lookAheadRows);
      const last = Math.min(lastNumber, toNumber(lastRow + lookAheadRows), first + mostPages - 1);
      if (view.listKey !== listKey || first !== shown.first || last !== shown.last)
        setView({ listKey, first, last });
      if (toNumber(firstRow) !== page) onPage(toNumber(firstRow));
    },
  };
  return {
    rows,
    newest,
    /** Those in view. */
    pages,
    isBusy: isOld,
    error: loaded.length > 0 ? null : (results.find(({ error }) => error)?.error ?? null),
    find: (key: string) => pages.flatMap((one) => one.rows).find((row) => keyOf(row) === key),
    refetch: () => Promise.all(results.map((result) => result.refetch())),
  };
}

/** Not with `useQueries`, which every list would have to load. */
function usePages<Page, Key extends QueryKey>(
  numbers: readonly number[],
  toQuery: (page: number) => UseQueryOptions<Page, Error, Page, Key>,
) {
  const toPage = (slot: number) => ({
    ...toQuery(numbers[slot] ?? numbers[0] ?? 1),
    enabled: slot < numbers.length,
  });
  const slots = [useQuery(toPage(0)), useQuery(toPage(1)), useQuery(toPage(2)), useQuery(toPage(3))];
  return slots.slice(0, numbers.length);
}

/** Keeps showing the previous pages while new ones load, so that the list keeps its length and doesn't flash. */
function useLastPages<Page>(listKey: string, loaded: Page[]) {
  const [last, setLast] = useState({ listKey, pages: loaded });
  const isSame =
    last.listKey === listKey &&
    last.pages.length === loaded.length &&
    last.pages.every((page, index) => page === loaded[index]);
  if (loaded.length > 0 && !isSame) setLast({ listKey, pages: loaded });
  return loaded.length > 0
    ? { pages: loaded, isOld: false }
    : { pages: last.pages, isOld: last.listKey !== listKey };
}
