import "server-only";
import { and, type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { auditLog } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { changeAuthors, complianceActivities } from "@/lib/core/db/compliance-tables";
import { apiKeys, changes } from "@/lib/core/db/directory-tables";
import { toIso } from "@/lib/core/db/instants";
import { AppError } from "@/lib/core/errors/errors";
import { toSpan } from "@/lib/core/format/zone";
import { isShownByItself } from "@/lib/core/organization/claude-code-keys";
import { isLike } from "@/lib/core/organization/search-sql";
import { type Reader, type Visible, visibleTo } from "@/lib/core/organization/visibility";
import type { ActivitySearch } from "./search-params";

const resolution = sql`(
  select after ->> 'outcome' as outcome, actor_email as by from ${auditLog}
  where action = 'activity.resolve' and phase = 'outcome' and outcome = 'succeeded'
    and target_id = i.entry_id::text and coalesce(o.outcome, 'unknown') = 'unknown'
  order by seq desc limit 1)`;

const workspaceOf = sql`case noun when 'workspace' then target_id when 'workspace_member' then split_part(target_id, '/', 1)
    when 'api_key' then (select workspace_id from ${apiKeys} where id = target_id) end as workspace_id`;

/** Lines from before webhooks were encrypted contain the full address. Lines can't be changed, so it is hidden here. */
function withoutAddress(column: SQL): SQL {
  return sql`case when i.action = 'settings.change' and ${column} #> '{webhook,url}' is not null
    then jsonb_set(${column}, '{webhook,url}', '"[secret]"') else ${column} end`;
}

/** An operation without an outcome is unknown. */
const recorded: SQL = sql`(
  select *, ${workspaceOf} from (
    select i.at as happened_at, 'castellan' as source, i.seq, i.entry_id::text as entry_id, i.actor_email,
      i.actor_persona, i.actor_method, i.actor_session, i.actor_address, split_part(i.action, '.', 1) as noun, i.action, i.target_id, o.target_label,
      coalesce(r.outcome, o.outcome, 'unknown') as outcome, r.by as resolved_by, o.error_code, o.request_id,
      ${withoutAddress(sql`i.after`)} as request, ${withoutAddress(sql`o.before`)} as before,
      ${withoutAddress(sql`o.after`)} as after, null::jsonb as author
    from ${auditLog} i left join ${auditLog} o on o.entry_id = i.entry_id and o.phase = 'outcome'
      left join lateral ${resolution} r on true
    where i.phase = 'intent') entries)`;

/** From the compliance feed; if several people match, only their number. */
const author = sql`case when c.change_seq is not null then jsonb_build_object('type', a.actor_type, 'id', a.actor_id,
  'email', a.actor_email, 'address', a.address, 'userAgent', a.user_agent, 'activityId', a.id, 'candidates', c.candidates,
  'at', ${toIso(sql`a.at`)}) end`;

/** A sync doesn't know who made a change; the compliance feed may. */
const outside: SQL = sql`(
  select *, ${workspaceOf} from (
    select seen_at as happened_at, 'outside' as source, seq, null::text as entry_id, a.actor_email,
      null::text as actor_persona, null::text as actor_method, null::text as actor_session, a.address as actor_address,
      noun, noun || '.' || kind as action, target_id,
      coalesce(after ->> 'email', after ->> 'name', before ->> 'email', before ->> 'name') as target_label,
      null::text as outcome, null::text as resolved_by, null::text as error_code, null::text as request_id,
      null::jsonb as request, before, after, ${author} as author
    from ${changes} left join ${changeAuthors} c on c.change_seq = seq
      left join ${complianceActivities} a on a.id = c.activity_id) seen)`;

/** A key may be replaced by one of a workspace that the reader doesn't see. */
function withoutReplacement({ keys }: Visible, column: SQL): SQL {
  return sql`case when action = 'api_key.rotate' and jsonb_typeof(${column}) = 'object' and not exists (
      select 1 from ${apiKeys} where ${apiKeys.id} = part.request ->> 'replacementId' and ${keys})
    then ${column} - 'replacement' - 'replacementId' else ${column} end`;
}

/**
 * A lead sees what concerns their workspaces. Where from, and how someone signed in is for those who read the log, and
 * so is who acted outside, which only the compliance feed says.
 */
function narrow(part: SQL, actor: Reader): SQL {
  const visible = visibleTo(actor);
  if (visible.isAll) return part;
  return sql`(select happened_at, source, seq, entry_id, case when source = 'castellan' then actor_email end as actor_email,
    actor_persona, null::text as actor_method, null::text as actor_session, null::text as actor_address, noun, action,
    target_id, target_label, outcome, resolved_by, error_code, null::text as request_id,
    ${withoutReplacement(visible, sql`request`)} as request, before, ${withoutReplacement(visible, sql`after`)} as after,
    null::jsonb as author, workspace_id
    from ${part} part where ${visible.inWorkspace(sql`workspace_id`)}
      and (noun <> 'api_key' or ${isShownByItself(sql`target_id`)}))`;
}

/** What was done in Castellan, as far as this reader may see it. */
export function toRecorded(actor: Reader): SQL {
  return narrow(recorded, actor);
}

/** What was done elsewhere, as far as this reader may see it. */
export function toOutside(actor: Reader): SQL {
  return narrow(outside, actor);
}

export function isFound(search: ActivitySearch): SQL {
  const { q, person, noun, verb, outcome, workspace, source, run } = search;
  const { start, end } = toSpan(search, search.zone);
  const found = and(
    q.trim() ? isLike(sql`concat_ws(' ', target_label, target_id)`, q) : undefined,
    isOneOf("actor_email", person),
    isOneOf("noun", noun),
    isOneOf("action", verb),
    isOneOf("outcome", outcome),
    isOneOf("workspace_id", workspace),
    source ? sql`source = ${source}` : undefined,
    start ? sql`happened_at >= ${start}::timestamptz` : undefined,
    // Not the downloads of its record, which name it too.
    run
      ? sql`action <> 'export.download' and (request ->> 'run' = ${run} or after ->> 'run' = ${run})`
      : undefined,
    end ? sql`happened_at < ${end}::timestamptz` : undefined,
  );
  return found ?? sql`true`;
}

function isOneOf(column: string, values: readonly string[]): SQL | undefined {
  return values.length > 0 ? sql`${sql.identifier(column)} in ${[...values]}` : undefined;
}

/** @throws AppError not_found, also if it has been resolved */
export async function getUnknown(_by: Permit<"activity:write">, entryId: string) {
  const db = await database();
  const { rows } = await db.execute<{ action: string; label: string | null }>(sql`
    select action, coalesce(target_label, target_id) as label from ${recorded} recorded
    where entry_id = ${entryId} and outcome = 'unknown'`);
  if (!rows[0]) throw new AppError("not_found", "there is no such operation with an unknown outcome");
  return rows[0];
}
