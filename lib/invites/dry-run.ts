import "server-only";
import type { Permit } from "@/lib/auth/permit";
import { AppError } from "@/lib/errors";
import { type ImportRow, parseImport } from "./import-file";
import { findTaken, listInvitableWorkspaces, type Taken } from "./import-read-model";
import {
  type CheckedImport,
  type CheckedRow,
  checkedImport,
  type ImportInput,
  type InvitableWorkspace,
  importInput,
} from "./schema";
import { isAddress, maxAddressLength, toAssignableRole } from "./vocabulary";

type By = Permit<"invites:write">;

/**
 * Stores and sends nothing.
 * @throws AppError invalid
 */
export async function checkImport(by: By, body: string): Promise<CheckedImport> {
  return checkRows(by, readInput(body));
}

export async function checkRows(by: By, given: ImportInput): Promise<CheckedImport> {
  const { rows, isCut } = await parseImport(given.text);
  const addresses = rows.map(({ email }) => email.toLowerCase()).filter(isAddress);
  const [taken, workspaces] = await Promise.all([findTaken(addresses), listInvitableWorkspaces(by)]);
  const check = createCheck(given, taken, new Places(workspaces));
  return checkedImport.parse({ rows: rows.map(check), isCut });
}

function readInput(body: string): ImportInput {
  try {
    return importInput.parse(JSON.parse(body));
  } catch (cause) {
    throw new AppError("invalid", "the import cannot be read", { cause });
  }
}

class Places {
  readonly #byText = new Map<string, InvitableWorkspace | null>();

  constructor(workspaces: readonly InvitableWorkspace[]) {
    for (const workspace of workspaces) {
      const name = workspace.name.trim().toLowerCase();
      this.#byText.set(name, this.#byText.has(name) ? null : workspace);
    }
    for (const workspace of workspaces) this.#byText.set(workspace.id.toLowerCase(), workspace);
  }

  find(text: string): InvitableWorkspace | undefined {
    return this.#byText.get(text.trim().toLowerCase()) ?? undefined;
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
  const seen = new Set<string>();
  const usual = given.workspaceIds.flatMap((id) => places.find(id) ?? []);
  return (row: ImportRow): CheckedRow => {
    const address = row.email.toLowerCase();
    const isAgain = seen.has(address);
    seen.add(address);
    const role = row.role === "" ? given.role : toAssignableRole(row.role);
    const { found, unknown } = places.read(row.workspaces);
    const toResult = (mark: CheckedRow["mark"], culprit: string | null = null) => ({
      number: row.number,
      email: cut(row.email),
      role: role ?? cut(row.role),
      workspaces: row.workspaces === "" ? usual : found,
      mark,
      culprit: culprit === null ? null : cut(culprit),
    });
    if (row.isUnclosed) return toResult("unclosed");
    if (!isAddress(row.email)) return toResult("bad_address");
    if (isAgain) return toResult("duplicate");
    if (!role) return toResult("bad_role", row.role);
    if (unknown !== null) return toResult("unknown_workspace", unknown);
    return toResult(taken.get(address) ?? "new");
  };
}

function cut(text: string): string {
  return text.slice(0, maxAddressLength);
}
