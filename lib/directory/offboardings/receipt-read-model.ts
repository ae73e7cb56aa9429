import "server-only";
import { and, asc, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { toState } from "@/lib/core/bulk/list-read-model";
import { database } from "@/lib/core/db/client";
import { apiKeys, members } from "@/lib/core/db/directory-tables";
import { offboardings } from "@/lib/core/db/offboarding-tables";
import { bulkRows, bulkRuns } from "@/lib/core/db/own-tables";
import { env } from "@/lib/core/env/env";
import { AppError } from "@/lib/core/errors/errors";
import { currentStatus } from "@/lib/core/organization/key-status";
import { visibleTo } from "@/lib/core/organization/visibility";
import { listReceiptKeys } from "./receipt-keys-read-model";
import { type Place, type Receipt, receipt, type Step } from "./schema";

type By = Permit<"members:read">;

/** What was done for a person, newest first. What a lead sees is narrowed to their workspaces. */
export async function listReceipts(by: By, { member }: { member: string }): Promise<Receipt[]> {
  const found = await findOrders(by, eq(offboardings.memberId, member));
  return Promise.all(found.map((order) => toReceipt(by, order)));
}

/** @throws AppError not_found, also where it is out of reach */
export async function getReceipt(by: By, { id }: { id: string }): Promise<Receipt> {
  const isUuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id);
  const [order] = isUuid ? await findOrders(by, eq(offboardings.id, id)) : [];
  if (!order) throw new AppError("not_found", "there is no such off-boarding in reach");
  return toReceipt(by, order);
}

type Order = {
  order: typeof offboardings.$inferSelect;
  run: typeof bulkRuns.$inferSelect;
  places: Place[];
  goneAt: Date | null;
};

/** A person without a row in members left long ago and was forgotten since. */
const goneAt = sql<Date | null>`case when ${members.id} is null and ${offboardings.memberId} is not null
  then ${bulkRuns.finishedAt} else ${members.goneAt} end`.mapWith(members.goneAt);

/** Leads learn of an off-boarding once the person has left, if they had access to one of their workspaces. */
async function findOrders({ actor }: By, which: SQL): Promise<Order[]> {
  const { isAll, inWorkspace } = visibleTo(actor);
  const inReach = sql`from jsonb_array_elements(${offboardings.places}) place where ${inWorkspace(sql`place ->> 'id'`)}`;
  const isVisible = isAll ? undefined : sql`(${goneAt} is not null and exists (select 1 ${inReach}))`;
  const db = await database();
  return db
    .select({
      order: offboardings,
      run: bulkRuns,
      places: sql<Place[]>`(select coalesce(jsonb_agg(place), '[]') ${inReach})`,
      goneAt,
    })
    .from(offboardings)
    .innerJoin(bulkRuns, eq(bulkRuns.id, offboardings.runId))
    .leftJoin(members, eq(members.id, offboardings.memberId))
    .where(and(which, isVisible))
    .orderBy(desc(bulkRuns.createdAt), asc(offboardings.id));
}

async function toReceipt(by: By, { order, run, places, goneAt }: Order): Promise<Receipt> {
  const { isAll } = visibleTo(by.actor);
  const steps = await listSteps(order, goneAt);
  const watched = await listReceiptKeys(by, { order, steps, finishedAt: run.finishedAt });
  const shown = new Set(watched.keys.map(({ id }) => id));
  const stopped = steps.find(({ state }) => state === "cancelled")?.errorCode ?? null;
  return receipt.parse({
    ...order,
    places,
    orderedBy: run.createdBy,
    orderedAt: run.createdAt.toISOString(),
    approvedBy: run.isApproved ? run.decidedBy : null,
    startsAt: run.startsAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
    state: toState(run, stopped),
    steps: isAll ? steps : steps.filter(({ targetId }) => targetId === order.memberId || shown.has(targetId)),
    ...watched,
    newKeys: await listNewKeys(by, order.memberId, run.createdAt),
    goneAt: goneAt?.toISOString() ?? null,
    isBreakGlass: isAll && env.BOOTSTRAP_ADMINS.includes(order.email.toLowerCase()),
    isWhole: isAll,
  });
}

/** The rows of the run that are about this person. */
async function listSteps(
  { id, runId, memberId, email }: Order["order"],
  goneAt: Date | null,
): Promise<Step[]> {
  const isOfKey = sql`exists (select 1 from offboarding_keys k
    where k.offboarding_id = ${id} and k.key_id = ${bulkRows.targetId} and k.choice = 'stop')`;
  const isTheirs = sql`case ${bulkRows.operation} when 'api_key.deactivate' then ${isOfKey}
    when 'member.remove' then ${bulkRows.targetId} = ${memberId ?? ""} else ${bulkRows.label} = ${email} end`;
  const db = await database();
  const rows = await db
    .select({ row: bulkRows, isStopped: sql<boolean>`coalesce(${currentStatus} <> 'active', false)` })
    .from(bulkRows)
    .leftJoin(apiKeys, eq(apiKeys.id, bulkRows.targetId))
    .where(and(eq(bulkRows.runId, runId), isTheirs))
    .orderBy(asc(bulkRows.position));
  return rows.map(({ row, isStopped }) =>
    toStep(row, row.operation === "member.remove" ? goneAt : isStopped),
  );
}

/** Someone may have left, or a key may have been stopped, before the step was due: nothing was left to do. */
function toStep(row: typeof bulkRows.$inferSelect, isSo: Date | boolean | null): Step {
  const { operation, targetId, label, errorCode, reason, requestId, finishedAt } = row;
  const state = row.state as Exclude<Step["state"], "met">; // Sound: only the runner writes it.
  const step = { operation: operation ?? "", targetId, label };
  if (state === "failed" && isSo) {
    const at = isSo instanceof Date ? isSo : finishedAt;
    const nothing = { errorCode: null, reason: null, requestId: null };
    return { ...step, ...nothing, state: "met", finishedAt: at?.toISOString() ?? null };
  }
  return { ...step, state, errorCode, reason, requestId, finishedAt: finishedAt?.toISOString() ?? null };
}

/** Keys that came after the order: nobody decided about them. */
async function listNewKeys(by: By, memberId: string | null, orderedAt: Date) {
  if (memberId === null) return [];
  const db = await database();
  return db
    .select({ id: apiKeys.id, name: apiKeys.name, status: currentStatus })
    .from(apiKeys)
    .where(
      and(
        sql`(${apiKeys.createdById} = ${memberId} or ${apiKeys.principalId} = ${memberId})`,
        sql`${apiKeys.createdAt} > ${orderedAt.toISOString()}::timestamptz`,
        inArray(currentStatus, ["active", "inactive"]),
        visibleTo(by.actor).keys,
      ),
    )
    .orderBy(apiKeys.createdAt, apiKeys.id);
}
