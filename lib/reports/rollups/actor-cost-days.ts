import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { toPeriodEnd } from "@/lib/calendar";
import { actorCostRollups, actorCostRows } from "@/lib/db/actor-cost-tables";
import type { Transaction } from "@/lib/db/database";
import { members } from "@/lib/db/directory-tables";
import { apiKeyUsage } from "@/lib/db/report-tables";
import { markReportedKeyCosts } from "./key-costs";
import { addDayOfPeople } from "./people-sums";
import { markStale, type Period } from "./rollups";

/** Someone named only by ID gets the address that the directory knows. */
export async function writeActorCostDay(tx: Transaction, day: string, rowsJson: Buffer): Promise<void> {
  await tx.delete(actorCostRows).where(eq(actorCostRows.day, day));
  await tx.insert(actorCostRows).select(sql`
    select ${day}::date, t."actorKind", t."actorId", coalesce(t."actorEmail", lower(m.email)), t."apiKeyId",
      t."workspaceId", t.product, t.model, t."currency", t."cents", t."listCents"
    from json_to_recordset(${rowsJson}::text::json) as t("actorKind" text, "actorId" text, "actorEmail" text,
      "apiKeyId" text, "workspaceId" text, product text, model text, "currency" text, "cents" numeric, "listCents" numeric)
    left join ${members} m on m.id = t."actorId"`);
  await tx.execute(sql`insert into ${apiKeyUsage} (api_key_id) select distinct api_key_id from ${actorCostRows}
    where day = ${day}::date and api_key_id is not null on conflict do nothing`);
  await markReportedKeyCosts(tx, day);
  await addDayOfPeople(tx, "actor-cost", day);
  await markStale(tx, Object.keys(actorCostParts), day);
}

export const actorCostParts = { "actor-cost-periods": sumPeriod };

async function sumPeriod(tx: Transaction, { grain, startsOn }: Period): Promise<void> {
  await tx
    .delete(actorCostRollups)
    .where(and(eq(actorCostRollups.grain, grain), eq(actorCostRollups.startsOn, startsOn)));
  await tx.insert(actorCostRollups).select(sql`
    select ${grain}::text, ${startsOn}::date, actor_kind, actor_id, actor_email, api_key_id, workspace_id, product, model,
      currency, sum(cents), sum(list_cents)
    from ${actorCostRows} where day between ${startsOn}::date and ${toPeriodEnd(startsOn, grain)}::date
    group by actor_kind, actor_id, actor_email, api_key_id, workspace_id, product, model, currency`);
}
