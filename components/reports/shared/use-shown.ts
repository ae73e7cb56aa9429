import { hashKey } from "@tanstack/react-query";
import { useDeferredValue } from "react";

/**
 * The search whose report is shown. One that asks the server for something else follows a moment later, so that the
 * choice is painted before the chart is; one that only shows the same report in another way is shown at once.
 */
export function useShown<Search>(search: Search, toQuery: (search: Search) => unknown): Search {
  const later = useDeferredValue(search);
  return hashKey([toQuery(search)]) === hashKey([toQuery(later)]) ? search : later;
}
