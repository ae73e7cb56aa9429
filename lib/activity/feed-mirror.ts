import "server-only";
import { and, type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/auth/permit";
import { auditLog } from "@/lib/db/access-tables";
import { database } from "@/lib/db/client";
import { apiKeys, changes } from "@/lib/db/directory-tables";
import { AppError } from "@/lib/errors";
import type { ActivitySearch } from "./search-params";

/** What an admin has found out since about an act whose outcome was unknown. */
const resolution = sql`(
  select after ->> 'outcome' as outcome, actor_email as by from ${auditLog}
  where action = 'activity.resolve' and phase = 'outcome' and outcome = 'succeeded'
    and target_id = i.entry_id::text and coalesce(o.outcome, 'unknown') = 'unknown'
  order by seq desc limit 1)`;

/** The workspace that an act is about, where it is about one. */
const workspaceOf = sql`case noun when 'workspace' then target_id when 'workspace_member' then split_part(target_id, '/', 1)
    when 'api_key' then (select workspace_id from ${apiKeys} where id = target_id) end as workspace_id`;

/** Acts made here, each with its outcome; one that has none is unknown. */
export const acts: SQL = sql`(
  select *, ${workspaceOf} from (
    select i.at as happened_at, 'castellan' as source, i.seq, i.entry_id::text as entry_id, i.actor_email,
      i.actor_persona, split_part(i.action, '.', 1) as noun, i.action, i.target_id, o.target_label,
      coalesce(r.outcome, o.outcome, 'unknown') as outcome, r.by as resolved_by, o.error_code, o.request_id,
      i.after as request, o.before, o.after
    from ${auditLog} i left join ${auditLog} o on o.entry_id = i.entry_id and o.phase = 'outcome'
      left join lateral ${resolution} r on true
    where i.phase = 'intent') act)`;

/** Changes that a sync saw, in the shape of acts. Nobody says who made them. */
export const outside: SQL = sql`(
  select seen_at as happened_at, 'outside' as source, seq, null::text as entry_id, null::text as actor_email,
    null::text as actor_persona, noun, noun || '.' || kind as action, target_id,
    coalesce(after ->> 'email', after ->> 'name', before ->> 'email', before ->> 'name') as target_label,
    null::text as outcome, null::text as resolved_by, null::text as error_code, null::text as request_id,
    null::jsonb as request, before, after, ${workspaceOf}
  from ${changes})`;

/** The filter of the page and of its export, over the columns of both. */
export function isFound(search: ActivitySearch): SQL {
  const { q, person, noun, verb, outcome, workspace, source, from, to } = search;
  const pattern = `%${q.trim().replace(/[\\%_]/g, "\\$&")}%`;
  const found = and(
    q.trim() ? sql`lower(concat_ws(' ', target_label, target_id)) like lower(${pattern}::text)` : undefined,
    isOneOf("actor_email", person),
    isOneOf("noun", noun),
    isOneOf("action", verb),
    isOneOf("outcome", outcome),
    isOneOf("workspace_id", workspace),
    source ? sql`source = ${source}` : undefined,
    from ? sql`happened_at >= ${toMidnight(from, 0)}::timestamptz` : undefined,
    to ? sql`happened_at < ${toMidnight(to, 1)}::timestamptz` : undefined,
  );
  return found ?? sql`true`;
}

function isOneOf(column: string, values: readonly string[]): SQL | undefined {
  return values.length > 0 ? sql`${sql.identifier(column)} in ${[...values]}` : undefined;
}

function toMidnight(day: string, daysLater: number): string {
  return new Date(Date.parse(day) + daysLater * 86_400_000).toISOString();
}

/**
 * An act whose outcome nobody knows yet.
 * @throws AppError not_found, also where it has been resolved
 */
export async function getUnknown(_by: Permit<"activity:write">, entryId: string) {
  const db = await database();
  const { rows } = await db.execute<{ action: string; label: string | null }>(sql`
    select action, coalesce(target_label, target_id) as label from ${acts} acts
    where entry_id = ${entryId} and outcome = 'unknown'`);
  if (!rows[0]) throw new AppError("not_found", "there is no such act of unknown outcome");
  return rows[0];
}
