import type { ActivityRow, FieldChange } from "@/lib/governance/activity/schema";
import { toTargetName } from "./to-target-name";

/** IDs of what the sentence names, and a seal that no one reads. */
const codes: ReadonlySet<string> = new Set(["hash", "userId", "workspaceId", "replacementId", "run"]);

/** What a person reads of a change: without codes, and without what was and stays empty. */
export function listTold(changes: readonly FieldChange[]): FieldChange[] {
  return changes.filter(({ field, before, after }) => !codes.has(field) && (before ?? "") !== (after ?? ""));
}

/** What the sentence of an entry says by itself. */
const inSentences: Record<string, string> = {
  "member.change_role": "role",
  "invite.create": "role",
  "workspace_member.add": "role",
  "workspace_member.added": "role",
  "workspace_member.change_role": "role",
  "workspace_member.changed": "role",
  "grant.add": "persona",
  "api_key.activate": "status",
  "api_key.deactivate": "status",
  "api_key.archive": "status",
};

/** What a second line adds to the sentence of an entry. What started a run has a link to it, which tells all. */
export function listAdded(row: ActivityRow): FieldChange[] {
  if (row.changes.some(({ field }) => field === "run")) return [];
  const name = toTargetName(row);
  return listTold(row.changes).filter(
    ({ field, before, after }) =>
      field !== inSentences[row.action] && !(field === "name" && before === null && after === name),
  );
}
