import "server-only";
import { sql } from "drizzle-orm";
import { can, type Permission } from "@/lib/core/auth/permissions";
import { type Permit, permitActor } from "@/lib/core/auth/permit";
import type { NewRow } from "@/lib/core/bulk/store";
import { database } from "@/lib/core/db/client";
import { apiKeys, invites, members } from "@/lib/core/db/directory-tables";
import { visibleTo } from "@/lib/core/organization/visibility";
import { assignableRoles, givableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import { toAccessRow } from "@/lib/directory/access/apply";
import type { Change } from "@/lib/directory/access/change-schema";
import { checkChanges } from "@/lib/directory/access/check-read-model";
import { isPending } from "@/lib/directory/invites/mirror";
import { listKeysToStop } from "@/lib/directory/keys/impact-read-model";
import { permissionOfOperation } from "@/lib/directory/keys/permissions";
import { toUseRefusal } from "@/lib/directory/keys/vocabulary";
import { type DoneRow, readDoneRows } from "./done-store";
import { type UndoPlan, undoPlan } from "./schema";

type By = Permit<"bulk:read" | "bulk:write">;

export async function planUndo(by: Permit<"bulk:read">, { runId }: { runId: string }): Promise<UndoPlan> {
  const { rows, kept, isRunning } = await readUndo(by, runId);
  return undoPlan.parse({ ready: rows.length, kept, isRunning });
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
  const of = (noun: string, permission: Permission) =>
    can(by.actor, permission) ? done.filter(({ operation }) => operation.split(".")[0] === noun) : [];
  const parts = await Promise.all([
    revertRoles(of("member", "members:write")),
    revertMemberships(by, of("workspace_member", "memberships:write")),
    revertKeys(by, of("api_key", "keys:write")),
    revertInvites(of("invite", "invites:write")),
  ]);
  const rows = parts.flat();
  return { rows, kept: done.length - rows.length, isRunning };
}

/** Someone whom a lead removed is known to them from the run. */
async function revertMemberships(by: By, done: readonly DoneRow[]): Promise<NewRow[]> {
  const changes = done.flatMap(toChange);
  if (changes.length === 0) return [];
  const checked = await checkChanges(permitActor(by.actor, "memberships:write"), changes, {
    isKnown: true,
  });
  return checked.filter(({ state }) => state === "ready").map(toAccessRow);
}

/** None where the earlier role can't be given. */
function toChange({ targetId, operation, role, expected }: DoneRow): Change[] {
  const left = operation === "workspace_member.remove" ? null : role;
  const back = givableWorkspaceRoles.find((one) => one === expected);
  if (expected !== null && back === undefined) return [];
  const [workspaceId = "", userId = ""] = targetId.split("/");
  return [{ workspaceId, userId, role: back ?? null, expected: left }];
}

async function revertRoles(done: readonly DoneRow[]): Promise<NewRow[]> {
  const present = await readPresent(
    done,
    sql`select id, role as present from ${members} where gone_at is null`,
  );
  return done.flatMap(({ operation, targetId, label, role, expected }): NewRow[] => {
    const back = assignableRoles.find((one) => one === expected);
    if (operation !== "member.change_role" || !back || present.get(targetId) !== role) return [];
    return [{ operation: "member.change_role", targetId, label, input: { role: back, expected: role } }];
  });
}

/** An invite that took another one's place stays, because the API can't bring the earlier one back. */
async function revertInvites(done: readonly DoneRow[]): Promise<NewRow[]> {
  const replaced = new Set(
    done.flatMap(({ operation, label }) => (operation === "invite.withdraw" ? [label.toLowerCase()] : [])),
  );
  const created = done.flatMap(({ operation, targetId, label, madeId }) =>
    operation === "invite.create" && madeId !== null && !replaced.has(targetId)
      ? [{ targetId: madeId, label }]
      : [],
  );
  const present = await readPresent(
    created,
    sql`select id, email as present from ${invites} where ${isPending}`,
  );
  return created
    .filter(({ targetId }) => present.has(targetId))
    .map((one): NewRow => ({ ...one, operation: "invite.withdraw" }));
}

const opposites = {
  "api_key.activate": {
    by: "api_key.deactivate",
    switches: "deactivate",
    left: "active",
    before: "inactive",
  },
  "api_key.deactivate": {
    by: "api_key.activate",
    switches: "activate",
    left: "inactive",
    before: "active",
  },
} as const;

async function revertKeys(by: By, done: readonly DoneRow[]): Promise<NewRow[]> {
  if (done.length === 0) return [];
  const isRenamed = ({ operation }: DoneRow) => operation === "api_key.rename";
  const renamed = can(by.actor, permissionOfOperation.rename) ? done.filter(isRenamed) : [];
  const switched = done.filter(({ operation }) => Object.hasOwn(opposites, operation));
  return (await Promise.all([revertNames(by, renamed), revertStatuses(by, switched)])).flat();
}

async function revertNames(by: By, done: readonly DoneRow[]): Promise<NewRow[]> {
  const isNamable = sql`${visibleTo(by.actor).keys} and status <> 'archived'`;
  const names = await readPresent(done, sql`select id, name as present from ${apiKeys} where ${isNamable}`);
  return done.flatMap(({ targetId, name, expected }): NewRow[] => {
    if (expected === null || names.get(targetId) !== name) return [];
    return [
      {
        operation: "api_key.rename",
        targetId,
        label: name ?? targetId,
        input: { name: expected, expected: name },
      },
    ];
  });
}

/** A key that may be in use stops only where somebody confirms that, so it stays active here. */
async function revertStatuses(by: By, done: readonly DoneRow[]): Promise<NewRow[]> {
  const ids = done.map(({ targetId }) => targetId);
  const keys = await listKeysToStop(permitActor(by.actor, "keys:write"), ids);
  return done.flatMap(({ operation, targetId, label, statusBefore }): NewRow[] => {
    const key = keys.get(targetId);
    if (!key || (operation !== "api_key.activate" && operation !== "api_key.deactivate")) return [];
    const { by: reversal, switches, left, before } = opposites[operation];
    const isAsLeft = key.status === left && statusBefore === before;
    return isAsLeft && toUseRefusal(key, switches) === null ? [{ operation: reversal, targetId, label }] : [];
  });
}

/** What the mirror has of each target by now. */
async function readPresent(
  done: readonly Pick<DoneRow, "targetId">[],
  present: ReturnType<typeof sql>,
): Promise<Map<string, string>> {
  if (done.length === 0) return new Map();
  const ids = JSON.stringify(done.map(({ targetId }) => targetId));
  const db = await database();
  const { rows } = await db.execute<{ id: string; present: string }>(
    sql`select * from (${present}) found where id in (select jsonb_array_elements_text(${ids}::jsonb))`,
  );
  return new Map(rows.map((row) => [row.id, row.present]));
}
