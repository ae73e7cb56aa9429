import { inheritedRoles } from "@/lib/core/organization/vocabulary";

/** Whom the grid can show instead of today's members and invites. */
export const whos = ["invited", "left"] as const;

export const rowKinds = ["member", "invite", "left"] as const;
export type RowKind = (typeof rowKinds)[number];

/** `pending` is planned with an invite, and `failed` could not be given when it was accepted. */
export const cellStates = ["direct", "pending", "failed"] as const;
export type CellState = (typeof cellStates)[number];

/** `default`: everyone in the organization, by their organization role. */
export const reachKinds = ["none", "direct", "inherited", "default", "pending", "failed"] as const;
export type ReachKind = (typeof reachKinds)[number];

type Cells = Readonly<Record<string, { role: string; state: CellState }>>;
type Person = { kind: RowKind; role: string; cells: Cells };
/** `role` is null where only the organization role decides. */
export type Reach = { kind: ReachKind; role: string | null };

/** Why and how a person reaches a workspace. An invited person reaches it once they accept. */
export function toReach({ kind, role, cells }: Person, workspace: { id: string; isDefault: boolean }): Reach {
  const isInvited = kind === "invite";
  if (workspace.isDefault) return { kind: isInvited ? "pending" : "default", role: null };
  const cell = Object.hasOwn(cells, workspace.id) ? cells[workspace.id] : undefined;
  const inherited = Object.hasOwn(inheritedRoles, role) ? inheritedRoles[role] : undefined;
  if (inherited !== undefined)
    return { kind: isInvited ? "pending" : "inherited", role: cell?.role ?? inherited };
  return cell ? { kind: cell.state, role: cell.role } : { kind: "none", role: null };
}

/** As many as one bulk change of memberships may have. */
export const maxChanges = 1_000;

/** What the Admin API is asked to do; `plan` waits for an invite to be accepted. */
export const calls = ["add", "change", "remove", "plan"] as const;
export type Call = (typeof calls)[number];

/** Whether a staged change still fits the mirror. Only `ready` ones can be sent; `same` ones are done already. */
export const changeStates = [
  "ready",
  "same",
  "changed",
  "absent",
  "archived",
  "no_right",
  "inherited",
  "unassignable",
] as const;
export type ChangeState = (typeof changeStates)[number];

export function toCall({
  role,
  expected,
  isInvited,
}: {
  role: string | null;
  expected: string | null;
  isInvited: boolean;
}): Call {
  if (isInvited) return "plan";
  if (role === null) return "remove";
  return expected === null ? "add" : "change";
}
