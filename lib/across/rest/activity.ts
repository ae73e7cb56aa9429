import "server-only";
import { and, type SQL, sql } from "drizzle-orm";
import { countActivity } from "@/lib/across/exports/activity";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { toExactIso } from "@/lib/core/db/instants";
import { selectAs } from "@/lib/core/db/select-as";
import { readStrictly } from "@/lib/core/entry/strict-search";
import { AppError } from "@/lib/core/errors/errors";
import { toColumns, toTexts } from "@/lib/core/sheets/cells-sql";
import { isFound, toOutside, toRecorded } from "@/lib/governance/activity/feed-sql";
import { activitySearchParams, loadActivitySearch } from "@/lib/governance/activity/search-params";
import { defineEndpoint, type Endpoint } from "./endpoint";
import { pageQuery, readWindow, toCursor, toPageSchema } from "./page";
import { toFields, toObject, toObjectSchema } from "./values";

const { page: _, ...filters } = activitySearchParams;
const digits = 15;
const sources = { castellan: toRecorded, outside: toOutside };
type Source = keyof typeof sources;

const columns = {
  id: sql`source || '-' || lpad(seq::text, ${sql.raw(String(digits))}, '0')`,
  at: toExactIso(sql`happened_at`),
  source: sql`source`,
  actor_email: sql`actor_email`,
  actor_persona: sql`actor_persona`,
  action: sql`action`,
  target_id: sql`target_id`,
  target_label: sql`target_label`,
  workspace_id: sql`workspace_id`,
  outcome: sql`outcome`,
  error_code: sql`error_code`,
  request_id: sql`request_id`,
  before: { json: sql`before` },
  after: { json: sql`after` },
  actor_method: sql`actor_method`,
  actor_session: sql`actor_session`,
  actor_address: sql`actor_address`,
};
const declared = toColumns(columns);
const fields = toFields(declared);

/** What was done here, oldest first, and then what was done elsewhere. */
export const activityEndpoint: Endpoint = defineEndpoint({
  path: "/activity",
  permission: "activity:read",
  summary: "List what was done, oldest first: in Castellan, then elsewhere",
  query: { ...filters, ...pageQuery },
  getSchema: async () => toPageSchema(toObjectSchema(fields)),
  count: async ({ actor }, { search }) => countActivity(loadActivitySearch(search), actor),
  read: async ({ actor }, { search }) => {
    const { limit, after } = readWindow(search);
    const where = isFound({ ...readStrictly(filters, search), page: 1 });
    const from = readPosition(after);
    const found =
      from.source === "castellan" ? await read("castellan", actor, where, from.seq, limit + 1) : [];
    const missing = limit + 1 - found.length;
    const seq = from.source === "outside" ? from.seq : 0;
    if (missing > 0) found.push(...(await read("outside", actor, where, seq, missing)));
    const data = found.slice(0, limit);
    const last = data.at(-1);
    const next = last && found.length > limit ? toCursor(String(last.id)) : null;
    return { data, next, as_of: new Date().toISOString() };
  },
});

/** @throws AppError invalid */
function readPosition(after: string | null): { source: Source; seq: number } {
  if (after === null) return { source: "castellan", seq: 0 };
  const [, source, seq] = /^(castellan|outside)-(\d{15})$/.exec(after) ?? [];
  if (source !== "castellan" && source !== "outside")
    throw new AppError("invalid", "the cursor is wrong", {
      fields: { cursor: ["isn't one that was answered"] },
    });
  return { source, seq: Number(seq) };
}

async function read(source: Source, actor: Actor, found: SQL, after: number, limit: number) {
  const where = and(found, sql`seq > ${after}::bigint`);
  const db = await database();
  const { rows } = await db.execute<Record<string, string | null>>(sql`
    select ${selectAs(toTexts(columns))} from ${sources[source](actor)} feed
    where ${where ?? sql`true`} order by seq limit ${limit}`);
  return rows.map((row) =>
    toObject(
      fields,
      declared.map(({ name }) => row[name] ?? null),
    ),
  );
}
