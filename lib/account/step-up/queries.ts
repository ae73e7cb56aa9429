import type { AuditAction } from "@/lib/core/audit/vocabulary";
import { fetchesOf, queriesOf } from "@/lib/core/entry/fetch-read";
import type { stepUpReads } from "./reads";

const read = queriesOf<typeof stepUpReads>();
const fetchRead = fetchesOf<typeof stepUpReads>();

/** Never cached: the answer is stale after a minute, and decides whether a dialog opens. */
export function stepUpQuery() {
  return read(["step-up"], "step-up", {
    staleTime: 0,
    gcTime: 0,
  });
}

/** What a job with several writes does: operations of the audit log, with how many rows each has. */
export type Job = { operations: Partial<Record<AuditAction, number>>; roles?: readonly string[] };

export async function fetchIsToConfirm({ operations, roles = [] }: Job): Promise<boolean> {
  const of = Object.entries(operations).map(([operation, rows]) => `${operation}:${rows}`);
  const search = { of: of.join(), roles: [...new Set(roles)].join() };
  return (await fetchRead("step-up/job", search)).isToConfirm;
}
