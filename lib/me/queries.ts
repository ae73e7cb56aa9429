import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { MyAccess } from "./schema";

export function myAccessQuery() {
  return queryOptions({
    queryKey: ["me"],
    queryFn: ({ signal }) => fetchRoute<MyAccess>("/api/me", signal),
  });
}
