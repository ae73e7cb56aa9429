import "server-only";
import type { AuditAction } from "@/lib/core/audit/vocabulary";
import type { Actor } from "@/lib/core/auth/session";
import { mayAddFirstPasskey, requireFresh } from "@/lib/core/auth/step-up";
import { inheritingRoles } from "@/lib/core/auth/vocabulary";

/** Irreversible, or about who may do what or gets in: a stolen cookie alone must not be enough. */
export const dangerousOperations: readonly AuditAction[] = [
  "member.remove",
  "member.offboard",
  "workspace.archive",
  "workspace.change_limits",
  "workspace_member.remove",
  "api_key.archive",
  // A leaked key that somebody stopped would work again.
  "api_key.activate",
  "spend_limit.set",
  "spend_limit.remove",
  "bulk.approve",
  "bulk.retry",
  "grant.add",
  "grant.change",
  "grant.renew",
  "grant.remove",
  "identity.let_in",
  "settings.change",
  "review.submit",
  "review.close",
  "webhook.add",
  "webhook.change",
  "webhook.remove",
  "session.end",
  "passkey.begin",
  "passkey.add",
  "passkey.remove",
  "passkey.remove_own",
  "access_token.add",
  "access_token.add_service",
  "access_token.connect",
  "access_token.revoke",
  "sandbox.reset",
];

/** How many rows a person can start to change within an hour, in all sessions, before they need a recent sign-in. */
export const maxHarmlessRows = 10;

const organization = ["member", "invite", "workspace", "workspace_member", "api_key", "spend_limit"];
/** Castellan's own notes, and operations that only start a run, whose rows count. */
const uncounted: readonly AuditAction[] = [
  "member.offboard",
  "api_key.assign",
  "api_key.end_rotation",
  "api_key.cancel_stop",
  "api_key.drop_stop",
];

/** Whether each row of this is a change of the organization, which counts when a person starts it. */
export function isCounted(action: AuditAction): boolean {
  return organization.includes(action.split(".")[0] ?? "") && !uncounted.includes(action);
}

/**
 * How many changes of the organization this is: an invite also gives access to each workspace it names, and one that
 * replaces another withdraws that.
 */
export function countChanges(action: AuditAction, input: unknown): number {
  if (!isCounted(action)) return 0;
  if (typeof input !== "object" || input === null) return 1;
  const given: unknown = Reflect.get(input, "workspaces");
  const isReplaced = action === "invite.create" && Object.hasOwn(input, "inviteId");
  return 1 + (Array.isArray(given) ? given.length : 0) + Number(isReplaced);
}

/** These roles open or administer workspaces, so assigning one decides who may do what. */
const mightyRoles: readonly string[] = [...inheritingRoles, "workspace_admin"];

export function isMighty(roles: readonly string[]): boolean {
  return roles.some((role) => mightyRoles.includes(role));
}

/** @throws AppError step_up_required for a role that decides on access, by somebody whose sign-in is too old for it */
export async function requireFreshToGive(
  actor: Pick<Actor, "session">,
  roles: readonly string[],
): Promise<void> {
  if (isMighty(roles)) await requireFresh(actor);
}

/** @throws AppError step_up_required for a dangerous operation of somebody whose sign-in is too old for it */
export async function requireFreshFor(
  actor: Pick<Actor, "email" | "session">,
  action: AuditAction,
  rows = 1,
): Promise<void> {
  const isAdding = action === "passkey.begin" || action === "passkey.add";
  if (isAdding && (await mayAddFirstPasskey(actor))) return;
  if (isDangerous(action, rows)) await requireFresh(actor);
}

export function isDangerous(action: AuditAction, rows: number): boolean {
  return dangerousOperations.includes(action) || rows > maxHarmlessRows;
}
