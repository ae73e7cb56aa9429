import "server-only";
import { and, asc, eq, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { apiKeys } from "@/lib/core/db/directory-tables";
import { offboardingKeys, type offboardings } from "@/lib/core/db/offboarding-tables";
import { reportDays, usageKeyRollups } from "@/lib/core/db/report-tables";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { isShownByItself } from "@/lib/core/organization/claude-code-keys";
import { currentStatus } from "@/lib/core/organization/key-status";
import { visibleTo } from "@/lib/core/organization/visibility";
import type { ReceiptKey, Step } from "./schema";
import { isDone, type KeyTraffic, watchedDays } from "./vocabulary";

type By = Permit<"members:read">;
type Given = { order: typeof offboardings.$inferSelect; steps: readonly Step[]; finishedAt: Date | null };
type Watched = { keys: ReceiptKey[]; readUntil: string | null; watchedUntil: string | null };
type Decided = typeof offboardingKeys.$inferSelect & { statusNow: string | null };

/** The keys of an off-boarding and their traffic since, from the reports that are read anyway. */
export async function listReceiptKeys(by: By, { order, steps, finishedAt }: Given): Promise<Watched> {
  const decided = await listDecided(by, order.id);
  const doneOn = toDoneOn(steps, order.memberId, finishedAt);
  const dated = decided.map((key) => ({ ...key, since: toSince(key, steps, doneOn) }));
  const first = dated.map(({ since }) => since ?? "9999").toSorted()[0] ?? "9999";
  const readUntil = first === "9999" ? null : await findReadUntil(first);
  const used = await sumSince(dated);
  const isOver = finishedAt !== null;
  const keys = dated.map((key) => {
    const { tokens = 0, lastUsedOn = null } = used.get(key.keyId) ?? {};
    const isToEnd = key.choice === "stop" || key.choice === "ends";
    return {
      id: key.keyId,
      name: key.name,
      workspaceName: key.workspaceName,
      fate: key.choice,
      ownerEmail: key.ownerEmail,
      note: key.note,
      status: key.statusNow,
      since: key.since,
      traffic: toTraffic(key.since, tokens, readUntil),
      tokens,
      lastUsedOn,
      isAlarming: isToEnd && isOver && (tokens > 0 || key.statusNow === "active"),
    };
  });
  return { keys, readUntil, watchedUntil: first === "9999" ? null : addDays(first, watchedDays) };
}

async function listDecided({ actor }: By, id: string): Promise<Decided[]> {
  const { inWorkspace } = visibleTo(actor);
  const db = await database();
  const rows = await db
    .select({
      decided: offboardingKeys,
      statusNow: sql<string | null>`${currentStatus}`,
      goneAt: apiKeys.goneAt,
    })
    .from(offboardingKeys)
    .leftJoin(apiKeys, eq(apiKeys.id, offboardingKeys.keyId))
    .where(
      and(
        eq(offboardingKeys.offboardingId, id),
        inWorkspace(offboardingKeys.workspaceId),
        isShownByItself(sql`${offboardingKeys.keyId}`),
      ),
    )
    .orderBy(asc(offboardingKeys.name), asc(offboardingKeys.keyId));
  return rows.map(({ decided, statusNow, goneAt }) => ({ ...decided, statusNow: goneAt ? null : statusNow }));
}

/** The day on which the person lost access; without an account, that of the last step. */
function toDoneOn(steps: readonly Step[], memberId: string | null, finishedAt: Date | null): string | null {
  const removal = steps.find(
    ({ operation, targetId }) => operation === "member.remove" && targetId === memberId,
  );
  if (!removal) return finishedAt && toDay(finishedAt);
  return toDoneDay(removal);
}

function toSince({ choice, keyId }: Decided, steps: readonly Step[], doneOn: string | null): string | null {
  if (choice !== "stop") return doneOn;
  const stop = steps.find(
    ({ operation, targetId }) => operation === "api_key.deactivate" && targetId === keyId,
  );
  return stop ? toDoneDay(stop) : null;
}

function toDoneDay({ state, finishedAt }: Step): string | null {
  return isDone(state) ? (finishedAt?.slice(0, 10) ?? null) : null;
}

/** Reports are by UTC day, so traffic of the day itself can't be told apart: it counts from the next one. */
async function sumSince(keys: readonly { keyId: string; since: string | null }[]) {
  const given = keys.filter(({ since }) => since !== null);
  const db = await database();
  const { rows } = await db.execute<{ id: string; tokens: number; lastUsedOn: string | null }>(sql`
    select g."keyId" as id, sum(${usageKeyRollups.tokens})::float8 as tokens,
      max(${usageKeyRollups.day}) filter (where ${usageKeyRollups.tokens} > 0)::text as "lastUsedOn"
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g("keyId" text, since date)
    join ${usageKeyRollups} on ${usageKeyRollups.apiKeyId} = g."keyId"
      and ${usageKeyRollups.day} > g.since and ${usageKeyRollups.day} <= g.since + ${watchedDays}::integer
    group by 1`);
  return new Map(rows.map(({ id, ...sums }) => [id, sums]));
}

/** The last day of the report without a gap since then. */
async function findReadUntil(since: string): Promise<string | null> {
  const db = await database();
  const { rows } = await db.execute<{ day: string }>(sql`
    select ${reportDays.day}::text as day from ${reportDays}
    where ${reportDays.report} = 'usage' and not ${reportDays.isRefused} and ${reportDays.day} > ${since}::date
      and ${reportDays.day} <= ${since}::date + ${watchedDays}::integer order by 1`);
  const gap = rows.findIndex(({ day }, index) => day !== addDays(since, index + 1));
  return rows[(gap === -1 ? rows.length : gap) - 1]?.day ?? null;
}

function toTraffic(since: string | null, tokens: number, readUntil: string | null): KeyTraffic {
  if (since === null) return "none";
  if (tokens > 0) return "used";
  return readUntil !== null && readUntil > since ? "silent" : "waiting";
}
