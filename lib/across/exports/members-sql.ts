import "server-only";
import { and, type SQL, sql } from "drizzle-orm";
import { members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { visibleTo } from "@/lib/core/organization/visibility";
import { fromMembers, isFound, isListed, toOrder } from "@/lib/directory/members/filter-sql";
import {
  keyCount,
  type Scope,
  toEstimate,
  toLastActive,
  toOtherEstimates,
  toSessions,
  toSpend,
  workspaceCount,
} from "@/lib/directory/members/metrics-sql";
import type { MemberSearch } from "@/lib/directory/members/search-params";
import { unitOfRow } from "@/lib/money/reports/query/currencies";
import { type Directory, toInstant } from "./directory-sql";

export function toMembers(scope: Scope, search: MemberSearch): Directory {
  const { needs, cents, others } = toSpend(scope);
  return {
    columns: {
      id: sql`${members.id}`,
      type: sql`'user'`,
      email: sql`${members.email}`,
      name: sql`${members.name}`,
      role: sql`${members.role}`,
      added_at: toInstant(members.addedAt),
      workspaces: sql`places.names`,
      workspace_count: sql`${workspaceCount}::text`,
      keys_made: sql`${keyCount}::text`,
      spend_30d_usd: sql`trim_scale(${cents} / 100)::text`,
      spend_30d_source: sql`case when ${cents} is not null then ${scope.isCostReported ? "reported" : "claude_code"} end`,
      claude_code_sessions_30d: sql`${toSessions(scope)}::text`,
      claude_code_estimated_cost_30d_usd: sql`trim_scale(${toEstimate(scope)} / 100)::text`,
      last_active_on: sql`${toLastActive(scope)}::text`,
      spend_30d_other_currencies: toAmounts(others),
      claude_code_estimated_cost_30d_other_currencies: toAmounts(toOtherEstimates(scope)),
      left_at: toInstant(members.goneAt),
    },
    numbers: [
      "workspace_count",
      "keys_made",
      "spend_30d_usd",
      "claude_code_sessions_30d",
      "claude_code_estimated_cost_30d_usd",
    ],
    from: sql`${fromMembers(scope, search, ["placed", "made", "used", "person", ...needs])}
      left join ${toWorkspaceNames(scope)} places on places.user_id = ${members.id}`,
    where: and(isListed(scope, search), isFound(scope, search)) ?? sql`true`,
    order: toOrder(scope, search),
  };
}

/** Such as "EUR 1.5; JPY 20": one row per person, whatever the number of currencies. */
function toAmounts(others: SQL): SQL {
  return sql`(select string_agg(r.currency || ' ' || trim_scale(r.cents * ${unitOfRow})::text, '; ' order by r.currency)
    from (select other.key as currency, other.value::numeric as cents from jsonb_each_text(${others}) as other) as r)`;
}

function toWorkspaceNames({ actor }: Scope): SQL {
  return sql`(select wm.user_id, string_agg(w.name, '; ' order by w.name, w.id) as names
    from ${workspaceMembers} wm join ${workspaces} w on w.id = wm.workspace_id
    where wm.gone_at is null and w.gone_at is null and w.archived_at is null and ${visibleTo(actor).inWorkspace(sql`w.id`)}
    group by wm.user_id)`;
}
