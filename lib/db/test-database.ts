import "server-only";
import { sql } from "drizzle-orm";
import { forget } from "@/lib/process-singleton";
import { database } from "./client";
import { auditEndKey } from "./store-key";
import { tableNames } from "./table-names";

export async function resetDatabase(): Promise<void> {
  const db = await database();
  forget(auditEndKey);
  await db.execute(
    sql.raw(`do $$ begin
      alter table audit_log disable trigger user;
      ${tableNames.map((name) => `delete from ${name};`).join("\n")}
      alter sequence changes_seq_seq restart;
      alter table audit_log enable trigger user;
    end $$`),
  );
}
