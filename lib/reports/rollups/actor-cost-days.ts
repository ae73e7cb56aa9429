import "server-only";
import { eq, sql } from "drizzle-orm";
import { actorCostRollups, actorCostRows } from "@/lib/db/actor-cost-tables";
import type { Transaction } from "@/lib/db/database";
import { members } from "@/lib/db/directory-tables";
import { apiKeyUsage } from "@/lib/db/report-tables";
import { actorCosts } from "@/lib/reports/query/actor-costs";
import { markReportedKeyCosts } from "./key-costs";
import { addDayOfPeople } from "./people-sums";
import { isPartOf, isReplacedBy, markStale, type Period } from "./rollups";

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

async function sumPeriod(tx: Transaction, period: Period): Promise<void> {
  await tx.delete(actorCostRollups).where(isReplacedBy(period));
  await tx.insert(actorCostRollups).select(sql`
    select ${period.grain}::text, ${period.startsOn}::date, actor_kind, actor_id, actor_email, api_key_id, workspace_id, product,
      model, currency, sum(cents), sum(list_cents)
    from ${actorCosts} r where ${isPartOf(period)}
    group by actor_kind, actor_id, actor_email, api_key_id, workspace_id, product, model, currency`);
}
