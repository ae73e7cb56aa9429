import "server-only";
import type { Permit } from "@/lib/core/auth/permit";
import { assignableRoles, assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import { type ImportRow, parseImport } from "./import-file";
import { findTaken, listInvitableWorkspaces, type Taken } from "./import-read-model";
import {
  type CheckedImport,
  type CheckedRow,
  checkedImport,
  type ImportEdit,
  type ImportInput,
  type InvitableWorkspace,
} from "./schema";
import { suggest, suggestAddress } from "./suggest";
import {
  isAddress,
  isWithoutWorkspaces,
  maxAddressLength,
  maxCellLength,
  roleNames,
  toAssignableRole,
  toAssignableWorkspaceRole,
  workspaceRoleNames,
} from "./vocabulary";

type By = Permit<"invites:write">;

/** Stores and sends nothing. */
export async function checkImport(by: By, given: ImportInput): Promise<CheckedImport> {
  const { rows: read, isCut } = await parseImport(given.text);
  const edits = new Map(given.edits.map((edit) => [edit.position, edit]));
  const rows = read.map((row) => ({ ...row, ...edits.get(row.position), email: toEmail(row, edits) }));
  const addresses = rows.map(({ email }) => email.toLowerCase()).filter(isAddress);
  const [taken, workspaces] = await Promise.all([findTaken(addresses), listInvitableWorkspaces(by)]);
  const check = createCheck(given, taken, new Places(workspaces));
  return checkedImport.parse({ rows: rows.map(check), isCut });
}

function toEmail({ email, position }: ImportRow, edits: Map<number, ImportEdit>): string {
  return (edits.get(position)?.email ?? email).trim();
}

const allRoles = [...assignableRoles, ...Object.values(roleNames).flat()];
const allWorkspaceRoles = [...assignableWorkspaceRoles, ...Object.values(workspaceRoleNames).flat()];

class Places {
  readonly #byText = new Map<string, InvitableWorkspace | null>();
  readonly #names: string[];

  constructor(workspaces: readonly InvitableWorkspace[]) {
    this.#names = workspaces.map(({ name }) => name);
    for (const workspace of workspaces) {
      const name = toComparable(workspace.name);
      this.#byText.set(name, this.#byText.has(name) ? null : workspace);
    }
    for (const workspace of workspaces) this.#byText.set(toComparable(workspace.id), workspace);
  }

  /** The cell with the unknown part replaced by what it probably means. */
  mend(cell: string, unknown: string): string | null {
    const found = suggest(unknown, this.#names);
    return found === null ? null : cell.replace(unknown, () => found);
  }

  find(text: string): InvitableWorkspace | undefined {
    return this.#byText.get(toComparable(text)) ?? undefined;
  }

  /** The whole cell is tried first, because a name may contain a comma. */
  read(cell: string): { found: InvitableWorkspace[]; unknown: string | null } {
    const whole = this.find(cell);
    if (whole) return { found: [whole], unknown: null };
    const texts = cell.split(/[;|,\n]/).flatMap((text) => text.trim() || []);
    const found = texts.map((text) => this.find(text));
    const unknown = texts.find((_, index) => found[index] === undefined) ?? null;
    return { found: [...new Set(found.filter((one) => one !== undefined))], unknown };
  }
}

function createCheck(given: ImportInput, taken: Map<string, Taken>, places: Places) {
  /** By address, the row that has it first. */
  const seen = new Map<string, number>();
  const usual = given.workspaceIds.flatMap((id) => places.find(id) ?? []);
  return (row: ImportRow): CheckedRow => {
    const address = row.email.toLowerCase();
    const first = seen.get(address);
    if (first === undefined) seen.set(address, row.number);
    const role = row.role === "" ? given.role : toAssignableRole(row.role);
    const { found, unknown } = places.read(row.workspaces);
    const workspaceRole =
      row.workspaceRole === "" ? given.workspaceRole : toAssignableWorkspaceRole(row.workspaceRole);
    const toResult = (
      mark: CheckedRow["mark"],
      culprit: string | null = null,
      suggestion: string | null = null,
    ) => ({
      number: row.number,
      position: row.position,
      given: {
        email: cut(row.email),
        role: cut(row.role),
        workspaces: row.workspaces.slice(0, maxCellLength),
        workspaceRole: cut(row.workspaceRole),
      },
      workspaceRole: workspaceRole ?? cut(row.workspaceRole),
      suggestion,
      email: cut(row.email),
      role: role ?? cut(row.role),
      workspaces: isWithoutWorkspaces(role) ? [] : row.workspaces === "" ? usual : found,
      mark,
      culprit: culprit === null ? null : cut(culprit),
    });
    if (row.isUnclosed) return toResult("unclosed");
    if (!isAddress(row.email)) return toResult("bad_address", null, suggestAddress(row.email));
    if (first !== undefined) return toResult("duplicate", String(first));
    if (/^admin(istrator)?$/i.test(row.role.trim())) return toResult("admin_role", row.role);
    if (!role) return toResult("bad_role", row.role, suggest(row.role, allRoles));
    if (unknown !== null) return toResult("unknown_workspace", unknown, places.mend(row.workspaces, unknown));
    if (!workspaceRole)
      return toResult("bad_workspace_role", row.workspaceRole, suggest(row.workspaceRole, allWorkspaceRoles));
    return toResult(taken.get(address) ?? "new");
  };
}

/** People type a hyphen for a dash. */
function toComparable(text: string): string {
  return text.trim().toLowerCase().replace(/[‐-―]/g, "-");
}

function cut(text: string): string {
  return text.slice(0, maxAddressLength);
}
