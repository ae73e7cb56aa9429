import "server-only";
import { and, type SQL, sql } from "drizzle-orm";
import { auditLog } from "@/lib/db/own-tables";
import { changes } from "@/lib/db/tables";
import type { ActivitySearch } from "./search-params";

/** Acts made here, each with its outcome; one that has none is unknown. */
export const acts: SQL = sql`(
  select i.at as happened_at, 'castellan' as source, i.seq, i.actor_email, i.actor_persona,
    split_part(i.action, '.', 1) as noun, i.action, i.target_id, o.target_label,
    coalesce(o.outcome, 'unknown') as outcome, o.error_code, o.request_id, i.after as request, o.before, o.after
  from ${auditLog} i left join ${auditLog} o on o.entry_id = i.entry_id and o.phase = 'outcome'
  where i.phase = 'intent')`;

/** Changes that a sync saw, in the shape of acts. Nobody says who made them. */
export const outside: SQL = sql`(
  select seen_at as happened_at, 'outside' as source, seq, null::text as actor_email, null::text as actor_persona,
    noun, noun || '.' || kind as action, target_id,
    coalesce(after ->> 'email', after ->> 'name', before ->> 'email', before ->> 'name') as target_label,
    null::text as outcome, null::text as error_code, null::text as request_id, null::jsonb as request, before, after
  from ${changes})`;

/** The filter of the page and of its export, over the columns of both. */
export function isFound({ q, person, noun, outcome, source, from, to }: ActivitySearch): SQL {
  const pattern = `%${q.trim().replace(/[\\%_]/g, "\\$&")}%`;
  const found = and(
    q.trim() ? sql`lower(concat_ws(' ', target_label, target_id)) like lower(${pattern}::text)` : undefined,
    isOneOf("actor_email", person),
    isOneOf("noun", noun),
    isOneOf("outcome", outcome),
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
