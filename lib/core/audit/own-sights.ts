import "server-only";
import { sql } from "drizzle-orm";
import { auditLog } from "@/lib/core/db/access-tables";
import { changeAuthors } from "@/lib/core/db/compliance-tables";
import type { Transaction } from "@/lib/core/db/database";
import { changes } from "@/lib/core/db/directory-tables";
import { toStorable } from "@/lib/core/format/storable";

type Written = {
  /** The ID of what was created, which didn't exist when the entry was opened. */
  id: string | null;
  /** The fields that the write changed, with their new values. */
  fields: Record<string, unknown>;
};

/**
 * A sync that reads the API between a write and its answer takes the change for somebody else's, and so does one after a
 * crash, before a run continues. Once the write has its outcome, the log says it all. If anything else of the object
 * changed, too, or it became something else, somebody else was there, and what was seen stays.
 */
export async function forgetOwnSights(
  tx: Transaction,
  entryId: string,
  { id, fields }: Written,
): Promise<void> {
  const isOfNoun = sql`c.noun = split_part(i.action, '.', 1) and c.target_id in (i.target_id, ${id}::text)`;
  // The API removes the person from all workspaces.
  const isOfRemoved = sql`i.action = 'member.remove' and c.noun = 'workspace_member' and split_part(c.target_id, '/', 2) = i.target_id`;
  const written = sql`${JSON.stringify(fields, toStorable)}::jsonb`;
  // The database writes a time in another form.
  const isWritten = sql`(${written} ? field.key and (field.key = 'archivedAt' or ${written} -> field.key = field.value))`;
  const isOurs = sql`not exists (select 1 from jsonb_each(c.after) as field
    where field.value is distinct from c.before -> field.key and not ${isWritten})`;
  await tx.execute(sql`
    with own as (
      delete from ${changes} c using ${auditLog} i
      where i.entry_id = ${entryId}::uuid and i.phase = 'intent' and c.seen_at >= i.at and (${isOfNoun} or ${isOfRemoved})
        and (c.kind <> 'changed' or ${isOurs})
      returning c.seq)
    delete from ${changeAuthors} a using own where a.change_seq = own.seq`);
}
