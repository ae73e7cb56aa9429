import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { type CrossTable, crossTable } from "@/lib/money/reports/cross/schema";
import { list } from "@/lib/money/reports/query/breakdown-query";
import { sumCross } from "@/lib/money/reports/query/cross-query";
import { toKey } from "@/lib/money/reports/query/scope";
import { tokenKinds } from "@/lib/money/reports/vocabulary";
import type { UsageAxis } from "./dimensions";
import { allTokens, fromUsage, sumKinds, toUsageKeys } from "./rollup-level";
import type { UsageCrossQuery } from "./search-params";
import { toUsageAsked } from "./source";

export const getUsageCross = heavyRead("standing", readUsageCross);

async function readUsageCross({ actor }: Permit<"usage:read">, query: UsageCrossQuery): Promise<CrossTable> {
  const cells = await toCells(actor, query);
  return crossTable.parse({ ...query, ...(await sumCross({ ...query, cells })) });
}

/** Token types are columns of the sums, so they become rows of their own. */
async function toCells(actor: Actor, query: UsageCrossQuery): Promise<SQL> {
  const asked = await toUsageAsked(query);
  const axes = [query.group, query.by].flatMap((one): UsageAxis[] => (one === "kind" ? [] : [one]));
  const keys = toUsageKeys({ actor, isMasked: asked.isMasked });
  const sums = sumKinds(query.kinds, asked.report);
  const facts = fromUsage(actor, { ...asked, needs: asked.toNeeds(...axes) });
  const [first, second] = axes.map((axis) => toKey(keys, axis));
  if (first && second)
    return sql`select part, other, ${allTokens} as value from (
      select ${first} as part, ${second} as other, ${sums} ${facts} group by 1, 2) as sums`;
  const kinds = list(tokenKinds.map((kind) => sql`(${kind}::text, ${sql.identifier(kind)})`));
  const names =
    query.group === "kind" ? sql`kind.key as part, own as other` : sql`own as part, kind.key as other`;
  return sql`select ${names}, kind.value from (select ${first ?? sql`''`} as own, ${sums} ${facts} group by 1) as sums
    cross join lateral (values ${kinds}) as kind (key, value)`;
}
