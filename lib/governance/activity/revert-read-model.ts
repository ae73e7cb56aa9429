import "server-only";
import { sql } from "drizzle-orm";
import { can, type Permission } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { dayMs } from "@/lib/core/format/calendar";
import { listFields } from "./difference";
import type { FieldChange } from "./schema";
import type { RevertOperation } from "./vocabulary";

const revertMs = dayMs;

type Reversal = { by: RevertOperation; permission: Permission; fields: readonly string[] };

/** For each operation: what reverts it, and the fields it may change for that to be complete. */
const reversals: Record<string, Reversal> = {
  "api_key.activate": { by: "api_key.deactivate", permission: "keys:write", fields: ["status"] },
  "api_key.deactivate": { by: "api_key.activate", permission: "keys:write", fields: ["status"] },
  "api_key.rename": { by: "api_key.rename", permission: "keys:manage", fields: ["name"] },
  "member.change_role": { by: "member.change_role", permission: "members:write", fields: ["role"] },
  "workspace_member.change_role": {
    by: "workspace_member.change_role",
    permission: "memberships:write",
    fields: ["role"],
  },
  "workspace.update": {
    by: "workspace.update",
    permission: "workspaces:write",
    fields: ["name", "displayColor"],
  },
};

type Operation = {
  action: string;
  targetId: string | null;
  outcome: string | null;
  at: string;
  before: unknown;
  after: unknown;
  changes: readonly FieldChange[];
};

/**
 * Returns the operation that would revert each, or null if there is none: it is more than a day old, the target has
 * changed since, or this person may not.
 */
export async function listReverts(
  by: Permit<"activity:read">,
  operations: readonly Operation[],
  now = new Date(),
): Promise<(RevertOperation | null)[]> {
  const found = operations.map((operation) => findReversal(by, operation, now));
  const targets = operations.filter((_, index) => found[index]).map(({ targetId }) => targetId ?? "");
  const states = await readStates(targets);
  return operations.map((operation, index) => {
    const state = states.get(toStateKey(operation.action, operation.targetId ?? ""));
    const isAsLeft = state && operation.changes.every(({ field, after }) => state.get(field) === after);
    return (isAsLeft && found[index]?.by) || null;
  });
}

function findReversal({ actor }: Permit<"activity:read">, operation: Operation, now: Date): Reversal | null {
  const { action, outcome, at, changes } = operation;
  const reversal = Object.hasOwn(reversals, action) ? reversals[action] : undefined;
  if (!reversal || outcome !== "succeeded" || !can(actor, reversal.permission)) return null;
  if (now.getTime() - Date.parse(at) > revertMs || changes.length === 0) return null;
  const isWhole = changes.every(({ field, before }) => reversal.fields.includes(field) && isExact(before));
  return isWhole && isSameElsewhere(operation) ? reversal : null;
}

/** The log shortens long texts and removes anything that looks like a key. */
function isExact(text: string | null): boolean {
  return text !== null && text.length < 2_000 && !/\[key\]|\ufffd/.test(text);
}

/** Comparing two states doesn't show added or removed tags. */
function isSameElsewhere({ action, before, after }: Operation): boolean {
  if (action !== "workspace.update") return true;
  const toTags = (state: unknown) =>
    JSON.stringify([...listFields(state)].filter(([field]) => field.startsWith("tags.")).sort());
  return toTags(before) === toTags(after);
}

type State = { noun: string; id: string; state: unknown };

/** Current states of the targets; missing, archived, and expired ones are left out, because they can't be changed. */
async function readStates(targetIds: readonly string[]): Promise<Map<string, Map<string, string | null>>> {
  if (targetIds.length === 0) return new Map();
  const ids = sql`(select jsonb_array_elements_text(${JSON.stringify(targetIds)}::jsonb))`;
  const users = JSON.stringify(targetIds.map((id) => id.split("/")[1] ?? ""));
  const membership = sql`${workspaceMembers.workspaceId} || '/' || ${workspaceMembers.userId}`;
  const db = await database();
  const { rows } = await db.execute<State>(sql`
    select 'api_key' as noun, id, jsonb_build_object('name', name, 'status', status) as state from ${apiKeys}
    where id in ${ids} and gone_at is null and status <> 'archived' and (expires_at is null or expires_at > now())
    union all select 'member', id, jsonb_build_object('role', role) from ${members} where id in ${ids} and gone_at is null
    union all select 'workspace', id, jsonb_build_object('name', name, 'displayColor', display_color) from ${workspaces}
    where id in ${ids} and gone_at is null and archived_at is null
    union all select 'workspace_member', ${membership}, jsonb_build_object('role', role) from ${workspaceMembers}
    where user_id in (select jsonb_array_elements_text(${users}::jsonb)) and ${membership} in ${ids} and gone_at is null`);
  return new Map(rows.map(({ noun, id, state }) => [`${noun} ${id}`, listFields(state)]));
}

function toStateKey(action: string, targetId: string): string {
  return `${action.split(".")[0]} ${targetId}`;
}
