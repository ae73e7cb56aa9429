import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { apiKeys, workspaces } from "./directory-tables";
import { settings } from "./own-tables";

/** Whether an admin has set that nobody sees who did what with Claude Code. */
export const isMaskOn = sql<boolean>`coalesce((select value = 'true'::jsonb from ${settings} where name = 'mask_names'), false)`;

/** Whether key `k` was made by Claude Code's sign-in: for one person, whose name it bears. */
export const isClaudeCodeKey = sql<boolean>`(k.name like 'claude\\_code\\_key\\_%' or k.workspace_id in
  (select id from ${workspaces} where name = 'Claude Code' and not is_default))`;

/** The ids of all such keys, those that are gone too. */
export const claudeCodeKeyIds = sql`(select k.id from ${apiKeys} k where ${isClaudeCodeKey})`;

/** Whether the key of this id may stand by itself: under the mask, those of Claude Code are told as one. */
export function isToldApart(keyId: SQL): SQL {
  return sql`(not ${isMaskOn} or ${keyId} not in ${claudeCodeKeyIds})`;
}
