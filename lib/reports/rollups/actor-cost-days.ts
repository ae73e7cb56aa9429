import "server-only";
import { eq, sql } from "drizzle-orm";
import { actorCostRows } from "@/lib/db/actor-cost-tables";
import type { Transaction } from "@/lib/db/database";
import { members } from "@/lib/db/directory-tables";
import { apiKeyUsage } from "@/lib/db/report-tables";
import { markReportedKeyCosts } from "./key-costs";
import { addDayOfPeople } from "./people-sums";

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
}
