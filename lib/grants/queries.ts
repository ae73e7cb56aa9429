import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { Access } from "./schema";

export function accessQuery() {
  return queryOptions({
    queryKey: ["grants"],
    queryFn: ({ signal }) => fetchRoute<Access>("/api/grants", signal),
  });
}
