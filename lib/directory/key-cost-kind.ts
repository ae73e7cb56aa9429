import "server-only";
import { sql } from "drizzle-orm";
import { apiKeyUsage } from "@/lib/db/report-tables";

/** A key that was never used has no amount: it is of the kind that all others are. */
export const isKeyCostEstimated = sql<boolean>`coalesce(${apiKeyUsage.isEstimate}, (
  select bool_and(others.is_estimate) from ${apiKeyUsage} others), true)`;
