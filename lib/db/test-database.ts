import "server-only";
import { sql } from "drizzle-orm";
import { forget } from "@/lib/once";
import { database } from "./client";
import { auditEndKey } from "./store-key";
import { tableNames } from "./table-names";

/** Empties every table. The audit log refuses that, so its triggers sleep meanwhile. */
export async function resetDatabase(): Promise<void> {
  const db = await database();
  forget(auditEndKey);
  // One round trip, and deletes: for a few rows they are far faster than truncating so many tables.
  await db.execute(
    sql.raw(`do $$ begin
      alter table audit_log disable trigger user;
      ${tableNames.map((name) => `delete from ${name};`).join("\n")}
      alter sequence changes_seq_seq restart;
      alter table audit_log enable trigger user;
    end $$`),
  );
}
