/** Runs of these consist of changes that can be reverted one by one; `access.undo` is what undoing was called before. */
const undoableOperations = [
  "access.apply",
  "access.undo",
  "bulk.undo",
  "workspace_member.add",
  "workspace_member.change_role",
  "workspace_member.remove",
  "workspace_member.copy",
  "member.change_role",
  "api_key.activate",
  "api_key.deactivate",
  "api_key.rename",
  "invite.create",
] as const;

export function isUndoable({ operation }: { operation: string }): boolean {
  return undoableOperations.some((one) => one === operation);
}
