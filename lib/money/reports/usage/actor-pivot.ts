import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { AppError } from "@/lib/core/errors/errors";
import { workspaceOfRow } from "@/lib/core/organization/default-workspace";
import { hasNeeded, listExports } from "@/lib/money/reports/dimension";
import { toGroups } from "@/lib/money/reports/query/dimension-sql";
import { toSpelled } from "@/lib/money/reports/query/fold";
import type { Pivot } from "@/lib/money/reports/query/pivot";
import { joinWorkspaces, workspaceNameText } from "@/lib/money/reports/query/scope";
import type { ActorUsageReport } from "@/lib/money/reports/rollups/actor-usage-days";
import { noKey } from "@/lib/money/reports/vocabulary";
import { isActorFactVisible, type Seen, toActorFacts } from "./actor-rollup-level";
import { analyticsDimensions, analyticsExports, usageDimension } from "./dimensions";
import { tokenMeasures } from "./pivot";
import { toUsageKeys } from "./rollup-level";

type ActorColumn = "day" | (typeof analyticsExports)[number];

/** Shows who people are only as far as the reader may know. */
export function toActorUsagePivot(report: ActorUsageReport, seen: Seen): Pivot<ActorColumn> {
  const keys = toUsageKeys(seen);
  const toNullable = (key: SQL) => sql`nullif(${key}, ${noKey})`;
  const groups = {
    day: sql`r.day::text`,
    ...toGroups(usageDimension, analyticsExports, {
      workspace: toNullable(workspaceNameText),
      workspace_id: toNullable(workspaceOfRow),
      person: toNullable(keys.person),
      service_account: toNullable(keys.service_account),
    }),
  };
  const spelled = Object.entries(groups).map(([name, text]) => [name, toSpelled(text)]);
  return {
    report,
    toFacts: (needed, range) => {
      if (needed.includes("hour") || !hasNeeded(usageDimension, "analytics", needed))
        throw new AppError(
          "invalid",
          `people and products are reported by ${analyticsExports.join(", ")} alone`,
        );
      return sql`select * from ${toActorFacts(report, needed, { ...seen, range })} facts where grain = 'day'`;
    },
    keys,
    extras: listExports(usageDimension, analyticsDimensions),
    joins: joinWorkspaces,
    groups: seen.isMasked ? (Object.fromEntries(spelled) as typeof groups) : groups, // Sound: the same names.
    measures: { ...tokenMeasures, requests: sql`sum(r.requests)::text` },
    isVisible: () => isActorFactVisible(seen),
  };
}
