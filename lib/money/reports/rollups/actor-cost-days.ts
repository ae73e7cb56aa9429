import "server-only";
import { eq, sql } from "drizzle-orm";
import { actorCostRollups, actorCostRows } from "@/lib/core/db/actor-cost-tables";
import { copyRows } from "@/lib/core/db/copy-rows";
import type { CopyText } from "@/lib/core/db/copy-text";
import type { Transaction } from "@/lib/core/db/database";
import { recallInReport } from "@/lib/core/db/forgotten";
import { apiKeyUsage } from "@/lib/core/db/report-tables";
import { actorCosts } from "@/lib/money/reports/query/actor-costs";
import { addAddresses } from "./addresses";
import { markReportedKeyCosts } from "./key-costs";
import { addDayOfPeople } from "./people-sums";
import { isPartOf, isReplacedBy, markStale, type Period } from "./rollups";

export async function writeActorCostDay(tx: Transaction, day: string, rows: CopyText): Promise<void> {
  await tx.delete(actorCostRows).where(eq(actorCostRows.day, day));
  await copyRows(tx, actorCostRows, rows);
  await recallInReport(tx, actorCostRows, ["actor_id", "actor_email"], sql`day = ${day}::date`);
  await addAddresses(tx, actorCostRows, sql`day = ${day}::date`);
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
