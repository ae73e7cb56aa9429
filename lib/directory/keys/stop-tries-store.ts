import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { bulkRows, bulkRuns, keyRotations } from "@/lib/core/db/own-tables";
import type { ErrorCode } from "@/lib/core/errors/errors";

const maxTries = 5;
const passing: ErrorCode[] = ["rate_limited", "api_unreachable", "api_failed", "bad_answer"];

/**
 * Whether the run of a planned stop failed because of the API, not because of the key, so that the stop is tried again. `endedBefore`
 * leaves out newer failures.
 */
export function isRetried(endedBefore?: Date): SQL<boolean> {
  const isDue = endedBefore ? sql`and run.finished_at <= ${endedBefore}` : sql``;
  return sql<boolean>`(exists (select 1 from ${bulkRuns} run join ${bulkRows} step on step.run_id = run.id
    where run.id = ${keyRotations.stopRunId} and run.finished_at is not null ${isDue}
      and step.state = 'failed' and step.error_code in ${passing})
    and (select count(*) from ${bulkRuns} run join ${bulkRows} step on step.run_id = run.id
      where step.target_id = ${keyRotations.keyId} and run.act = 'api_key.deactivate'
        and run.created_at > ${keyRotations.stopAskedAt}) < ${maxTries})`;
}
