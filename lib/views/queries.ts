import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { View } from "./schema";
import type { ViewPage } from "./vocabulary";

export function viewsQuery(page: ViewPage) {
  return queryOptions({
    queryKey: ["views", page],
    queryFn: ({ signal }) => fetchRoute<View[]>(`/api/views?page=${page}`, signal),
  });
}
