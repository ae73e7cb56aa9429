import "server-only";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { AuditAction } from "@/lib/core/audit/vocabulary";
import type { Actor } from "@/lib/core/auth/session";
import { AppError } from "@/lib/core/errors/errors";
import { getSetting } from "@/lib/core/settings/store";
import { countAlone, countWaiting } from "./second-admin-store";

/** Under the two-person rule, how many of each operation one person may do alone within 24 hours. */
const alone: Partial<Record<AuditAction, number>> = {
  "workspace.archive": 0,
  "member.remove": 1,
  "api_key.archive": 1,
  "api_key.deactivate": 1,
  "grant.add": 0,
  "grant.change": 0,
  "grant.renew": 0,
  "identity.let_in": 0,
  "settings.change": 0,
  "webhook.add": 0,
  "webhook.change": 0,
  "access_token.add_service": 0,
};

export async function needsSecondAdmin(
  actor: Actor,
  action: AuditAction,
  { count, entryId }: { count: number; entryId?: string },
): Promise<boolean> {
  const allowed = alone[action];
  if (allowed === undefined || !(await getSetting("two_person_rule"))) return false;
  if (count > allowed) return true;
  // A row that runs is judged by what is on record; a run that is made, also by what waits to be.
  const waiting = entryId === undefined ? await countWaiting(actor, action) : 0;
  return count + waiting + (await countAlone(actor, action, entryId)) > allowed;
}

/** @throws AppError refused beyond what one person may do alone */
export async function refuseAlone(actor: Actor, action: AuditAction, entry: AuditEntry): Promise<void> {
  if (await needsSecondAdmin(actor, action, { count: 1, entryId: entry.id }))
    throw new AppError("refused", `${action} needs a second admin`, { reason: "second_admin_needed" });
}
