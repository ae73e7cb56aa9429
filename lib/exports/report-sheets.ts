import "server-only";
import type { Permission } from "@/lib/auth/permissions";
import type { Permit } from "@/lib/auth/permit";
import { parseSearch } from "@/lib/entry/define-route";
import { toClaudeCodePivot } from "@/lib/reports/claude-code-pivot";
import { costPivot } from "@/lib/reports/cost-pivot";
import { isPivotLongerThan, type Pivot, readPivot } from "@/lib/reports/pivot";
import { toPivotSearch } from "@/lib/reports/search-schema";
import { usagePivot } from "@/lib/reports/usage-pivot";
import { claudeCodeDimensions, costDimensions, usageDimensions } from "@/lib/reports/vocabulary";
import { type Sheet, toNumbers, toText } from "./columns";

type OpenSheet<P extends Permission> = (by: Permit<P>, search: URLSearchParams) => Promise<Sheet>;

export const openCost: OpenSheet<"cost:read"> = (by, search) =>
  openPivot(costPivot, { by, search, dimensions: costDimensions });
export const openUsage: OpenSheet<"usage:read"> = (by, search) =>
  openPivot(usagePivot, { by, search, dimensions: usageDimensions });
export const openClaudeCode: OpenSheet<"claude-code:read"> = async (by, search) =>
  openPivot(await toClaudeCodePivot(), { by, search, dimensions: claudeCodeDimensions });

type Asked = { by: Permit<Permission>; search: URLSearchParams; dimensions: readonly string[] };

/** @throws AppError invalid for days that are none, and groups that the report does not have, or not together */
async function openPivot<Group extends string>(
  pivot: Pivot<Group>,
  { by: { actor }, search, dimensions }: Asked,
): Promise<Sheet> {
  // Sound: a record's own keys, in the order of the contract.
  const groups = Object.keys(pivot.groups) as Group[];
  const columns = groups.filter((group) => !pivot.extras?.includes(group));
  const query = parseSearch(toPivotSearch(groups, columns, dimensions), search);
  pivot.toFacts([...query.groups, ...Object.keys(query.filter)]); // While there is still a status to refuse with.
  return {
    columns: [...toText(query.groups), ...toNumbers(Object.keys(pivot.measures))],
    listRows: () => readPivot(pivot, actor, query),
    isLongerThan: (rows) => isPivotLongerThan(pivot, actor, query, rows),
    period: `${query.from}-${query.to}`,
  };
}
