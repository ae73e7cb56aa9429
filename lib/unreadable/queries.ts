import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { Unreadable } from "./schema";

export function unreadableQuery() {
  return queryOptions({
    queryKey: ["unreadable"],
    queryFn: ({ signal }) => fetchRoute<Unreadable>("/api/unreadable", signal),
  });
}
