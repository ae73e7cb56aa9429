"use client";

import { type QueryKey, type UseQueryOptions, useQuery } from "@tanstack/react-query";
import { toRows } from "@/components/ui/table/table";

/** For lists that the server doesn't divide into numbered pages. */
export function useUnpagedList<Page extends { rows: readonly { id: string }[] }, Key extends QueryKey>(
  query: UseQueryOptions<Page, Error, Page, Key>,
  listKey = "",
) {
  const { data, error, isPlaceholderData, refetch } = useQuery(query);
  return {
    rows: { ...toRows<Page["rows"][number]>(data?.rows ?? [], ({ id }) => id), listKey },
    newest: data,
    isBusy: isPlaceholderData,
    error: data ? null : error,
    refetch,
  };
}
