import type { Change } from "@/lib/directory/access/change-schema";
import { givesMoreInWorkspace } from "@/lib/directory/workspaces/vocabulary";

/** Someone new in a workspace gets more in any case, so only its admins are worth a word. */
export function isRaise({ role, expected }: Pick<Change, "role" | "expected">): boolean {
  if (role === null) return false;
  return expected === null ? role === "workspace_admin" : givesMoreInWorkspace(role, expected);
}
