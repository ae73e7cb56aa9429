import { inheritedRoles } from "@/lib/directory/vocabulary";

/** Instead of today's members and invites. */
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
