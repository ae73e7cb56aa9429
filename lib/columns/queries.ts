import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { ColumnChoice } from "./schema";
import type { ColumnList } from "./vocabulary";

export function columnsQuery(list: ColumnList) {
  return queryOptions({
    queryKey: ["columns", list],
    queryFn: ({ signal }) => fetchRoute<ColumnChoice>(`/api/columns?list=${list}`, signal),
  });
}
