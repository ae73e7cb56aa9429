import { queryOptions } from "@tanstack/react-query";
import { fetchDoor } from "@/lib/fetch-door";
import type { View } from "./schema";
import type { ViewPage } from "./vocabulary";

export function viewsQuery(page: ViewPage) {
  return queryOptions({
    queryKey: ["views", page],
    queryFn: ({ signal }) => fetchDoor<View[]>(`/api/views?page=${page}`, signal),
  });
}
