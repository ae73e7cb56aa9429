import { queryOptions } from "@tanstack/react-query";
import type { AuditAction } from "@/lib/audit/vocabulary";
import { fetchRoute } from "@/lib/fetch-route";
import type { StepUp } from "./schema";

/** Never cached: the answer is stale after a minute, and decides whether a dialog opens. */
export function stepUpQuery() {
  return queryOptions({
    queryKey: ["step-up"],
    queryFn: ({ signal }) => fetchRoute<StepUp>("/api/step-up", signal),
    staleTime: 0,
    gcTime: 0,
  });
}

/** What a job with several writes does: operations of the audit log, with how many rows each has. */
export type Job = { operations: Partial<Record<AuditAction, number>>; roles?: readonly string[] };

export async function fetchIsToConfirm({ operations, roles = [] }: Job): Promise<boolean> {
  const of = Object.entries(operations).map(([operation, rows]) => `${operation}:${rows}`);
  const search = new URLSearchParams({ of: of.join(), roles: [...new Set(roles)].join() });
  return (await fetchRoute<{ isToConfirm: boolean }>(`/api/step-up/job?${search}`)).isToConfirm;
}
