import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import type { AuditAction } from "./vocabulary";

/** Actions of a row change the same thing about their target. */
const subjects: readonly (readonly AuditAction[])[] = [
  ["api_key.activate", "api_key.deactivate", "api_key.archive"],
  ["api_key.rename"],
  ["member.change_role", "member.remove"],
  [
    "workspace_member.add",
    "workspace_member.change_role",
    "workspace_member.remove",
    "workspace_member.apply_review",
  ],
  ["workspace_member.plan"],
  ["workspace.update", "workspace.archive"],
];

/**
 * Those of these entries after which someone changed the same thing again, even if it looks now as the entry left it. A
 * later change whose outcome isn't known may have happened, so it counts, and so does any made outside of Castellan.
 */
export async function listChangedSince(
  entryIds: readonly string[],
  tx?: Transaction,
): Promise<ReadonlySet<string>> {
  if (entryIds.length === 0) return new Set();
  const subjectOf = (table: string) => {
    const whens = subjects.flatMap((actions, index) =>
      actions.map((action) => sql`when ${action} then ${sql.raw(String(index))}`),
    );
    return sql`case ${sql.identifier(table)}.action ${sql.join(whens, sql` `)} end`;
  };
  const { rows } = await (tx ?? (await database())).execute<{ id: string }>(sql`
    select own.entry_id as id from audit_log own
    where own.outcome is not null
      and own.entry_id in (select jsonb_array_elements_text(${JSON.stringify(entryIds)}::jsonb)::uuid)
      and (exists (
        select 1 from audit_log later where later.target_id = own.target_id and later.seq > own.seq
          and later.outcome <> 'failed' and ${subjectOf("later")} = ${subjectOf("own")}
      ) or exists (
        select 1 from changes outside where outside.target_id = own.target_id and outside.seen_at > own.at
          and outside.noun = split_part(own.action, '.', 1)
      ))`);
  return new Set(rows.map(({ id }) => id));
}
