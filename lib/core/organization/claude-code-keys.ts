import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import { settings } from "@/lib/core/db/own-tables";

export const isMaskOn = sql<boolean>`coalesce((select value = 'true'::jsonb from ${settings} where name = 'mask_names'), false)`;

/** Whether Claude Code's sign-in created key `k`, for one person, whose name it carries. */
export const isClaudeCodeKey = sql<boolean>`(k.name like 'claude\\_code\\_key\\_%' or k.workspace_id in
  (select id from ${workspaces} where name = 'Claude Code' and not is_default))`;

export const claudeCodeKeyIds = sql`(select k.id from ${apiKeys} k where ${isClaudeCodeKey})`;

/** While names are masked, keys of Claude Code are shown only merged. */
export function isShownByItself(keyId: SQL): SQL {
  return sql`(not ${isMaskOn} or ${keyId} not in ${claudeCodeKeyIds})`;
}
