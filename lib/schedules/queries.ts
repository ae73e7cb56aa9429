import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { SchedulesPage } from "./schema";

export function schedulesQuery() {
  return queryOptions({
    queryKey: ["schedules"],
    queryFn: ({ signal }) => fetchRoute<SchedulesPage>("/api/schedules", signal),
  });
}
