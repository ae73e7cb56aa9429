import "server-only";
import { sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { type CostCross, costCross } from "@/lib/money/reports/cross/schema";
import { sumCross } from "@/lib/money/reports/query/cross-query";
import { toKey } from "@/lib/money/reports/query/scope";
import { chooseCostCurrency } from "./report";
import { costKeys, fromCost } from "./rollup-level";
import type { CostCrossQuery } from "./search-params";

export const getCostCross = heavyRead("standing", readCostCross);

async function readCostCross(by: Permit<"cost:read">, query: CostCrossQuery): Promise<CostCross> {
  const { currency, totals } = await chooseCostCurrency(by, query);
  const facts = fromCost(by.actor, { ...query, currency, granularity: "month" });
  const [part, other] = [toKey(costKeys, query.group), toKey(costKeys, query.by)];
  const cells = sql`select ${part} as part, ${other} as other, sum(r.cents) as value ${facts} group by 1, 2`;
  return costCross.parse({ ...query, currency, totals, ...(await sumCross({ ...query, cells })) });
}
