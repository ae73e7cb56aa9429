import "server-only";
import { listChangedSince } from "@/lib/core/audit/later-changes";
import { can, type Permission } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import type { NewRow } from "@/lib/core/bulk/store";
import { undoneEntry } from "@/lib/core/bulk/vocabulary";
import { type DoneRow, readDoneEntries, readDoneRows } from "./done-store";
import {
  type Reverts,
  revertInvites,
  revertKeys,
  revertMemberships,
  revertRoles,
  revertWorkspaces,
} from "./reverts";
import { type UndoPlan, undoableEntries, undoPlan } from "./schema";

type By = Permit<"bulk:read" | "bulk:write">;

export async function planUndo(by: Permit<"bulk:read">, { runId }: { runId: string }): Promise<UndoPlan> {
  const { rows, kept, isRunning } = await readUndo(by, runId);
  return undoPlan.parse({ ready: rows.length, kept, isRunning });
}

export async function listUndoable(
  by: Permit<"bulk:write">,
  { entryIds }: { entryIds: readonly string[] },
): Promise<string[]> {
  return undoableEntries.parse([...(await readUndoOfEntries(by, entryIds)).keys()]);
}

/**
 * What reverts each row that succeeded, where the mirror still has what the row left and this person may change it.
 * `kept` are the others.
 * @throws AppError not_found, also where the run is out of reach
 */
export async function readUndo(
  by: By,
  runId: string,
): Promise<{ rows: NewRow[]; kept: number; isRunning: boolean }> {
  const { done, isRunning } = await readDoneRows(by, runId);
  const rows = [...(await revert(by, done)).values()];
  return { rows, kept: done.length - rows.length, isRunning };
}

/** The same for entries of the log, by their IDs. An invite is withdrawn on its page, which shows what it replaced. */
export async function readUndoOfEntries(by: By, entryIds: readonly string[]): Promise<Map<string, NewRow>> {
  const done = await readDoneEntries(entryIds);
  const reverts = await revert(
    by,
    [...done.values()].filter(({ operation }) => operation !== "invite.create"),
  );
  return new Map(
    [...done].flatMap(([id, one]) => {
      const row = reverts.get(one);
      return row ? [[id, row]] : [];
    }),
  );
}

/** What someone changed again stays, also where it looks the same by now. */
async function revert(by: By, all: readonly DoneRow[]): Promise<Reverts> {
  const changed = await listChangedSince(all.map(({ entryId }) => entryId));
  const done = all.filter(({ entryId }) => !changed.has(entryId));
  const of = (noun: string, permission: Permission) =>
    can(by.actor, permission) ? done.filter(({ operation }) => operation.split(".")[0] === noun) : [];
  const parts = await Promise.all([
    revertRoles(of("member", "members:write")),
    revertMemberships(by, of("workspace_member", "memberships:write")),
    revertKeys(by, of("api_key", "keys:write")),
    revertInvites(of("invite", "invites:write")),
    revertWorkspaces(of("workspace", "workspaces:write")),
  ]);
  const rows = parts.flatMap((part) => [...part]);
  return new Map(
    rows.map(([one, row]) => [one, { ...row, input: { ...row.input, [undoneEntry]: one.entryId } }]),
  );
}
