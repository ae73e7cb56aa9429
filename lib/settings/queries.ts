import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { ShownSettings } from "./schema";

export function settingsQuery() {
  return queryOptions({
    queryKey: ["settings"],
    queryFn: ({ signal }) => fetchRoute<ShownSettings>("/api/settings", signal),
  });
}
