import "server-only";
import { and, type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { complianceActivities } from "@/lib/core/db/compliance-tables";
import { apiKeys, members, workspaces } from "@/lib/core/db/directory-tables";
import { toIso } from "@/lib/core/db/instants";
import { env } from "@/lib/core/env/env";
import { dayMs } from "@/lib/core/format/calendar";
import { toSpan } from "@/lib/core/format/zone";
import { toPersonId } from "@/lib/core/organization/person-sql";
import { isLike } from "@/lib/core/organization/search-sql";
import { getComplianceCapability, getFeedState } from "./mirror";
import { type CompliancePage, compliancePage } from "./schema";
import type { ComplianceSearch } from "./search-params";

const pageSize = 100;
/** More types than the API has. An organization can have more actors, whom the search finds. */
const most = { types: 1000, actors: 300 };
const actor = sql`coalesce(actor_email, actor_id)`;

type Stored = {
  id: string;
  at: string;
  type: string;
  actorType: string | null;
  actorId: string | null;
  actorEmail: string | null;
  actorMemberId: string | null;
  address: string | null;
  userAgent: string | null;
  details: Record<string, unknown>;
};

/** Starts from a cursor, so that a page costs the same however long the feed is. */
export async function listCompliance(
  _by: Permit<"log:read">,
  search: ComplianceSearch,
): Promise<CompliancePage> {
  const [found, types, actors, capability, feed] = await Promise.all([
    listRows(search),
    listChoices(sql`type`, most.types),
    listChoices(actor, most.actors),
    getComplianceCapability(),
    getFeedState(),
  ]);
  const rows = found.slice(0, pageSize);
  const last = rows.at(-1);
  const names = await listNames(rows);
  const start = Date.now() - env.HISTORY_DAYS * dayMs;
  const isOlderThere = feed.oldestId !== null && !feed.isComplete && (feed.oldestAt?.getTime() ?? 0) > start;
  return compliancePage.parse({
    rows: rows.map(({ details, ...row }) => ({ ...row, details: toDetails(details, names) })),
    older: last && found.length > pageSize ? `${last.at}~${last.id}` : null,
    types: types.slice(0, most.types),
    actors: actors.slice(0, most.actors),
    isCut: { types: types.length > most.types, actors: actors.length > most.actors },
    isOn: capability?.isGranted ?? null,
    oldestAt: feed.oldestAt && new Date(Math.max(feed.oldestAt.getTime(), start)).toISOString(),
    isLoading: capability?.isGranted === true && isOlderThere,
  });
}

async function listRows(search: ComplianceSearch): Promise<Stored[]> {
  const db = await database();
  const { rows } = await db.execute<Stored>(sql`
    select id, ${toIso(sql`at`)} as at, type, actor_type as "actorType",
      actor_id as "actorId", actor_email as "actorEmail",
      ${toPersonId(sql`actor_email`)} as "actorMemberId", address, user_agent as "userAgent", details
    from ${complianceActivities} where ${isFound(search)}
    order by compliance_activities.at desc, id desc limit ${pageSize + 1}`);
  return rows;
}

function isFound({ q, type, actor: actors, after, zone, ...days }: ComplianceSearch): SQL {
  const { start, end } = toSpan(days, zone);
  const text = q.trim();
  // An ID may have the sign as well.
  const [, at = "", id = ""] = /^([^~]*)~(.*)$/s.exec(after ?? "") ?? [];
  const found = and(
    text
      ? isLike(sql`concat_ws(' ', type, actor_email, actor_id, address, id, details::text)`, text)
      : undefined,
    type.length > 0 ? sql`type in ${[...type]}` : undefined,
    actors.length > 0 ? sql`${actor} in ${[...actors]}` : undefined,
    start ? sql`at >= ${start}::timestamptz` : undefined,
    end ? sql`at < ${end}::timestamptz` : undefined,
    after ? sql`(at, id) < (${at}::timestamptz, ${id}::text)` : undefined,
  );
  return found ?? sql`true`;
}

/** Finds each distinct value with one step in the index instead of reading all rows. */
async function listChoices(column: SQL, count: number): Promise<string[]> {
  const next = (than: SQL) =>
    sql`select min(${column}) from ${complianceActivities} where ${column} > ${than}`;
  const db = await database();
  const { rows } = await db.execute<{ value: string }>(sql`
    with recursive choices as (
      select min(${column}) as value from ${complianceActivities}
      union all select (${next(sql`choices.value`)}) from choices where choices.value is not null
    ) select value from choices where value is not null limit ${count + 1}`);
  return rows.map(({ value }) => value);
}

async function listNames(rows: readonly Stored[]): Promise<ReadonlyMap<string, string>> {
  const values = rows.flatMap(({ details }) =>
    Object.values(details).filter((value) => typeof value === "string"),
  );
  if (values.length === 0) return new Map();
  const ids = sql`(select jsonb_array_elements_text(${JSON.stringify([...new Set(values)])}::jsonb))`;
  const db = await database();
  const { rows: known } = await db.execute<{ id: string; name: string }>(sql`
    select id, email as name from ${members} where id in ${ids}
    union all select id, name from ${workspaces} where id in ${ids}
    union all select id, name from ${apiKeys} where id in ${ids}`);
  return new Map(known.map(({ id, name }) => [id, name]));
}

function toDetails(details: Record<string, unknown>, names: ReadonlyMap<string, string>) {
  return Object.entries(details)
    .filter(([, value]) => value !== null)
    .map(([field, value]) => {
      const text = typeof value === "string" ? value : JSON.stringify(value);
      return { field, value: text, name: names.get(text) || null };
    });
}
