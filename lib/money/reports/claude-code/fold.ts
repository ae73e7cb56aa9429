import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { apiKeys, members } from "@/lib/core/db/directory-tables";
import type { DayRange } from "@/lib/core/format/calendar";
import { isClaudeCodeKey } from "@/lib/core/organization/claude-code-keys";
import { list } from "@/lib/money/reports/query/breakdown-query";
import { toFolded, toShownDays } from "@/lib/money/reports/query/fold";
import { otherKey } from "@/lib/money/reports/vocabulary";
import { flagColumns, placeColumns } from "./dimensions";

/**
 * A key's work belongs to a person unless the directory knows its name and no key of that name acts as a person.
 * `holder`: that person, if there is exactly one.
 */
const keysByName = sql`(select k.name, bool_and(not ${isClaudeCodeKey} and k.principal_kind is distinct from 'user') as is_service,
    case when count(distinct lower(m.email)) = 1 then min(lower(m.email)) end as holder
  from ${apiKeys} k left join ${members} m
    on m.id = case when k.principal_kind = 'user' then k.principal_id else k.created_by_id end
  group by k.name)`;

function toRows(rows: SQL, range: DayRange): SQL {
  return toShownDays(
    sql`(select r.*, r.day::text as scope, jsonb_build_array(${toPlaces("r")})::text as item,
      r.actor_type = 'api_actor' and coalesce(named.is_service, false) as is_service,
      case r.actor_type when 'user_actor' then lower(r.actor) when 'api_actor' then named.holder else r.actor end as person
    from ${rows} as r left join ${keysByName} named on r.actor_type = 'api_actor' and named.name = r.actor)`,
    range,
  );
}

const toPlaces = (rows: string) => list(placeColumns.map((column) => sql.raw(`${rows}.${column}`)));
const isFlag = (column: string) => flagColumns.some((one) => one === column);

/** Rows without any person: `counted` says how many there are and never leaves the query. */
export function toMaskedRows(rows: SQL, range: DayRange): SQL {
  const isPerson = sql`not f.is_service`;
  const isShown = sql`folded.item is null or f.is_service`;
  const places = placeColumns.map((column) => {
    const other = isFlag(column) ? sql`` : sql` else ${otherKey}`;
    return sql`case when ${isShown} then f.${sql.identifier(column)}${other} end as ${sql.identifier(column)}`;
  });
  return sql`(with ${toRows(rows, range)}, folded as materialized (select * from ${toFolded(sql`facts`)} as folded)
    select f.day, 'day' as grain, f.day as starts_on, f.is_service, f.person, f.models, f.tool_actions,
      case when ${isPerson} then 'user_actor' else f.actor_type end as actor_type,
      case when ${isPerson} then ${otherKey} else f.actor end as actor,
      case when ${isPerson} then f.person else f.actor end as counted,
      ${list(places)},
      f.sessions, f.lines_added, f.lines_removed, f.commits, f.pull_requests, f.edit_accepted, f.edit_rejected,
      f.input_tokens, f.output_tokens, f.cache_read_tokens, f.cache_creation_tokens, f.estimated_cents, f.other_cents
    from facts f left join folded using (scope, item))`;
}

/** Merges parts such as models within each day and place. `parts`: rows of `item` and measures. */
export function toMaskedParts(
  masked: SQL,
  { name, parts, measures }: { name: string; parts: SQL; measures: SQL },
): SQL {
  const place = sql`jsonb_build_array(r.day, ${toPlaces("r")})::text`;
  return sql`(with facts as materialized (
      select r.grain, r.starts_on, r.is_service, r.person, r.counted, r.actor_type, r.actor, ${toPlaces("r")}, ${place} as scope, part.*
      from ${masked} as r cross join lateral ${parts} as part
    ), folded as materialized (select * from ${toFolded(sql`facts`)} as folded)
    select f.grain, f.starts_on, f.counted, f.actor_type, f.actor, ${toPlaces("f")},
      case when folded.item is null or f.is_service then f.item else ${otherKey} end as ${sql.identifier(name)}, ${measures}
    from facts f left join folded using (scope, item))`;
}
