import "server-only";
import { eq, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/lib/core/db/database";
import { apiKeyUsage, usageKeyRollups, usageRows } from "@/lib/core/db/report-tables";
import { isInWindow, toNewestDay } from "@/lib/core/organization/window-sql";
import { markWindowStale } from "./rollups";

export async function sumKeysOfDay(tx: Transaction, day: string): Promise<void> {
  await tx.delete(usageKeyRollups).where(eq(usageKeyRollups.day, day));
  await tx.insert(usageKeyRollups).select(sql`
    select api_key_id, day, sum(uncached_input_tokens + cache_read_input_tokens + cache_creation_5m_input_tokens
      + cache_creation_1h_input_tokens + output_tokens), 0, null
    from ${usageRows} where day = ${day}::date and api_key_id is not null group by api_key_id, day`);
  await tx.execute(moveLastUse(day));
  await tx.execute(takeBackLastUse(day));
  await markWindowStale(tx, "key-tokens", day, toNewestDay(usageKeyRollups));
}

function moveLastUse(day: string): SQL {
  return sql`insert into ${apiKeyUsage} as known (api_key_id, last_used_on)
    select api_key_id, day from ${usageKeyRollups} where day = ${day}::date
    on conflict (api_key_id) do update set last_used_on = excluded.last_used_on
    where known.last_used_on is null or known.last_used_on < excluded.last_used_on`;
}

/** A corrected report may have removed a key's last traffic. */
function takeBackLastUse(day: string): SQL {
  const ofKey = sql`${usageKeyRollups} r where r.api_key_id = known.api_key_id`;
  return sql`update ${apiKeyUsage} known set last_used_on = (select max(r.day) from ${ofKey})
    where last_used_on = ${day}::date and not exists (select 1 from ${ofKey} and r.day = ${day}::date)`;
}

export async function sumTokensOfKeys(tx: Transaction): Promise<void> {
  await tx.execute(sql`update ${apiKeyUsage} known set tokens_30d = fresh.tokens
    from (select k.api_key_id, coalesce(sum(r.tokens), 0) as tokens
      from ${apiKeyUsage} k left join ${usageKeyRollups} r
        on r.api_key_id = k.api_key_id and ${isInWindow(sql`r.day`, toNewestDay(usageKeyRollups))} group by k.api_key_id) fresh
    where fresh.api_key_id = known.api_key_id and fresh.tokens <> known.tokens_30d`);
}
