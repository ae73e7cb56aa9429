import type { FieldChange } from "@/lib/governance/activity/schema";

/** IDs of what the sentence names, and a seal that no one reads. */
const codes: ReadonlySet<string> = new Set(["hash", "userId", "workspaceId", "replacementId", "run"]);

/** What a person reads of a change: without codes, and without what was and stays empty. */
export function listTold(changes: readonly FieldChange[]): FieldChange[] {
  return changes.filter(({ field, before, after }) => !codes.has(field) && (before ?? "") !== (after ?? ""));
}
