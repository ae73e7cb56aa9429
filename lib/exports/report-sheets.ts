import "server-only";
import type { Permission } from "@/lib/auth/permissions";
import type { Permit } from "@/lib/auth/permit";
import { parseSearch } from "@/lib/entry/define-route";
import { claudeCodePivot } from "@/lib/reports/claude-code-pivot";
import { costPivot } from "@/lib/reports/cost-pivot";
import { isPivotLongerThan, type Pivot, readPivot } from "@/lib/reports/pivot";
import { toPivotSearch } from "@/lib/reports/search-schema";
import { usagePivot } from "@/lib/reports/usage-pivot";
import { type Sheet, toNumbers, toText } from "./columns";

type OpenSheet<P extends Permission> = (by: Permit<P>, search: URLSearchParams) => Promise<Sheet>;

export const openCost: OpenSheet<"cost:read"> = (by, search) => openPivot(costPivot, by, search);
export const openUsage: OpenSheet<"usage:read"> = (by, search) => openPivot(usagePivot, by, search);
export const openClaudeCode: OpenSheet<"claude-code:read"> = (by, search) =>
  openPivot(claudeCodePivot, by, search);

/** @throws AppError invalid for days that are none and groups that the report does not have */
async function openPivot<Group extends string>(
  pivot: Pivot<Group>,
  { actor }: Permit<Permission>,
  search: URLSearchParams,
): Promise<Sheet> {
  // Sound: a record's own keys, in the order of the contract.
  const query = parseSearch(toPivotSearch(Object.keys(pivot.groups) as Group[]), search);
  return {
    columns: [...toText(query.groups), ...toNumbers(Object.keys(pivot.measures))],
    listRows: () => readPivot(pivot, actor, query),
    isLongerThan: (rows) => isPivotLongerThan(pivot, actor, query, rows),
    period: `${query.from}-${query.to}`,
  };
}
