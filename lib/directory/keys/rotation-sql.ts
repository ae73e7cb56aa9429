import "server-only";
import { sql } from "drizzle-orm";
import { apiKeys } from "@/lib/core/db/directory-tables";
import { keyRotations } from "@/lib/core/db/own-tables";
import { currentStatus } from "@/lib/core/organization/key-status";

/** Whether another key takes over. Once the key no longer works, that is over, even if nobody ended it. */
export const isBeingReplaced = sql<boolean>`(${currentStatus} = 'active' and exists (select 1 from ${keyRotations}
  where ${keyRotations.keyId} = ${apiKeys.id} and ${keyRotations.finishedAt} is null))`;
