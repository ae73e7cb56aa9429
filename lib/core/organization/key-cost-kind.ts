import "server-only";
import { sql } from "drizzle-orm";
import { apiKeyUsage } from "@/lib/core/db/report-tables";

/** A key without an amount is of the kind that all others are, whatever its row was created with. */
export const isKeyCostEstimated = sql<boolean>`case
  when ${apiKeyUsage.cents30d} is not null or ${apiKeyUsage.otherCents30d} is not null then ${apiKeyUsage.isEstimate}
  else coalesce((select bool_or(others.is_estimate) from ${apiKeyUsage} others
    where others.cents_30d is not null or others.other_cents_30d is not null), true) end`;
