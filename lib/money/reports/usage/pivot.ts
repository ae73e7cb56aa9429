import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { apiKeys } from "@/lib/core/db/directory-tables";
import { usageGeoRows, usageHours, usageRollups, usageRows } from "@/lib/core/db/report-tables";
import { AppError } from "@/lib/core/errors/errors";
import { claudeCodeKeyIds } from "@/lib/core/organization/claude-code-keys";
import { workspaceOfRow } from "@/lib/core/organization/default-workspace";
import { visibleTo } from "@/lib/core/organization/visibility";
import { getSetting } from "@/lib/core/settings/store";
import { findLevel, hasNeeded, listExports, listNamesIn } from "@/lib/money/reports/dimension";
import { toGroups } from "@/lib/money/reports/query/dimension-sql";
import type { Pivot } from "@/lib/money/reports/query/pivot";
import { joinWorkspaces, workspaceNameText } from "@/lib/money/reports/query/scope";
import { claudeCodeKeys } from "@/lib/money/reports/vocabulary";
import { geographyDimensions, messageExports, usageDimension } from "./dimensions";
import { toUsageKeys } from "./rollup-level";

type UsageColumn = "day" | "hour" | (typeof messageExports)[number];

/** The only level that files read from sums: the others are as large as the rows, or lack a group of theirs. */
const levels = ["workspace_model"] as const;
const ofHours = ["day", ...listExports(usageDimension, listNamesIn(usageDimension, "usage-hours")), "hour"];
const without = (...names: string[]) => sql.raw(names.map((name) => `null::text as ${name}`).join(", "));

export async function toUsagePivot(actor: Actor): Promise<Pivot<UsageColumn>> {
  if (!(await getSetting("mask_names")))
    return { ...usagePivot, keys: toUsageKeys({ actor, isMasked: false }) };
  const { groups } = usagePivot;
  const toOne = (name: string, own: SQL) =>
    sql`case when r.api_key_id in ${claudeCodeKeyIds} then ${name} else ${own} end`;
  return {
    ...usagePivot,
    keys: toUsageKeys({ actor, isMasked: true }),
    groups: {
      ...groups,
      api_key: toOne("Claude Code keys", groups.api_key),
      api_key_id: toOne(claudeCodeKeys, groups.api_key_id),
    },
  };
}

export const tokenMeasures = {
  uncached_input_tokens: sumOf("uncached_input_tokens"),
  cache_read_input_tokens: sumOf("cache_read_input_tokens"),
  cache_creation_5m_input_tokens: sumOf("cache_creation_5m_input_tokens"),
  cache_creation_1h_input_tokens: sumOf("cache_creation_1h_input_tokens"),
  output_tokens: sumOf("output_tokens"),
  web_search_requests: sumOf("web_search_requests"),
};

const usagePivot: Omit<Pivot<UsageColumn>, "keys"> = {
  report: "usage",
  toFacts: (needed) => {
    const isHourly = needed.includes("hour");
    if (!isHourly && findLevel(usageDimension, { report: "usage", levels, needed }))
      return sql`select starts_on as day, * from ${usageRollups} where axes = 'workspace_model' and grain = 'day'`;
    if (isHourly) {
      if (!hasNeeded(usageDimension, "usage-hours", needed))
        throw new AppError("invalid", `hours are reported by ${ofHours.join(", ")} alone`);
      return sql`select (starts_at at time zone 'UTC')::date as day, ${without("api_key_id")}, *
        from ${usageHours} where axes = 'workspace_model'`;
    }
    if (!hasNeeded(usageDimension, "usage", needed)) {
      if (!hasNeeded(usageDimension, "usage-geo", needed))
        throw new AppError("invalid", "the geography of a key is not reported");
      return sql`select *, ${without("api_key_id")} from ${usageGeoRows}`;
    }
    return sql`select * from ${usageRows}`;
  },
  extras: ["hour", ...listExports(usageDimension, geographyDimensions)],
  joins: sql`${joinWorkspaces} left join ${apiKeys} k on k.id = r.api_key_id`,
  groups: {
    day: sql`r.day::text`,
    hour: sql`to_char(r.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:00:00"Z"')`,
    ...toGroups(usageDimension, messageExports, {
      workspace: workspaceNameText,
      workspace_id: workspaceOfRow,
      api_key: sql`coalesce(k.name, r.api_key_id)`,
      api_key_id: sql`r.api_key_id`,
    }),
  },
  measures: tokenMeasures,
  isVisible: (actor) => visibleTo(actor).reportRows,
};

function sumOf(column: string): SQL {
  return sql`sum(r.${sql.identifier(column)})::text`;
}
