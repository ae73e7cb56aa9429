import "server-only";
import { sql } from "drizzle-orm";
import { can } from "@/lib/core/auth/permissions";
import { type Permit, permitActor } from "@/lib/core/auth/permit";
import type { NewRow } from "@/lib/core/bulk/store";
import { database } from "@/lib/core/db/client";
import { apiKeys, invites, members, workspaces } from "@/lib/core/db/directory-tables";
import { visibleTo } from "@/lib/core/organization/visibility";
import { assignableRoles, givableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import { toAccessRow } from "@/lib/directory/access/apply";
import type { Change } from "@/lib/directory/access/change-schema";
import { checkChanges } from "@/lib/directory/access/check-read-model";
import { isPending } from "@/lib/directory/invites/mirror";
import { listKeysToStop } from "@/lib/directory/keys/impact-read-model";
import { permissionOfOperation } from "@/lib/directory/keys/permissions";
import { toUseRefusal } from "@/lib/directory/keys/vocabulary";
import { listFields, toDifference } from "@/lib/governance/activity/difference";
import type { DoneRow } from "./done-store";

type By = Permit<"bulk:read" | "bulk:write">;
/** What reverts each; the others stay as they are. */
export type Reverts = Map<DoneRow, NewRow>;

/** Someone whom a lead removed is known to them from the run. */
export async function revertMemberships(by: By, done: readonly DoneRow[]): Promise<Reverts> {
  const pairs = done.flatMap((one) => toChange(one).map((change) => ({ one, change })));
  if (pairs.length === 0) return new Map();
  const checked = await checkChanges(
    permitActor(by.actor, "memberships:write"),
    pairs.map(({ change }) => change),
    { isKnown: true },
  );
  return new Map(
    pairs.flatMap(({ one }, index) => {
      const found = checked[index];
      return found?.state === "ready" ? [[one, toAccessRow(found)]] : [];
    }),
  );
}

/** None where the earlier role can't be given. */
function toChange({ targetId, operation, role, expected }: DoneRow): Change[] {
  const left = operation === "workspace_member.remove" ? null : role;
  const back = givableWorkspaceRoles.find((one) => one === expected);
  if (expected !== null && back === undefined) return [];
  const [workspaceId = "", userId = ""] = targetId.split("/");
  return [{ workspaceId, userId, role: back ?? null, expected: left }];
}

export async function revertRoles(done: readonly DoneRow[]): Promise<Reverts> {
  const present = await readPresent(
    done,
    sql`select id, role as present from ${members} where gone_at is null`,
  );
  return toReverts(done, ({ operation, targetId, label, role, expected }) => {
    const back = assignableRoles.find((one) => one === expected);
    if (operation !== "member.change_role" || !back || present.get(targetId) !== role) return null;
    return { operation: "member.change_role", targetId, label, input: { role: back, expected: role } };
  });
}

/** An invite that took another one's place stays, because the API can't bring the earlier one back. */
export async function revertInvites(done: readonly DoneRow[]): Promise<Reverts> {
  const replaced = new Set(
    done.flatMap(({ operation, label }) => (operation === "invite.withdraw" ? [label.toLowerCase()] : [])),
  );
  const idOf = ({ operation, targetId, after }: DoneRow) =>
    operation === "invite.create" && !replaced.has(targetId) ? readText(after, "id") : null;
  const present = await readPresent(
    done.map((one) => ({ targetId: idOf(one) ?? "" })),
    sql`select id, email as present from ${invites} where ${isPending}`,
  );
  return toReverts(done, (one) => {
    const id = idOf(one);
    if (id === null || !present.has(id)) return null;
    return { operation: "invite.withdraw", targetId: id, label: one.label };
  });
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

export async function revertKeys(by: By, done: readonly DoneRow[]): Promise<Reverts> {
  if (done.length === 0) return new Map();
  const isRenamed = ({ operation }: DoneRow) => operation === "api_key.rename";
  const renamed = can(by.actor, permissionOfOperation.rename) ? done.filter(isRenamed) : [];
  const switched = done.filter(({ operation }) => Object.hasOwn(opposites, operation));
  return new Map([...(await revertNames(by, renamed)), ...(await revertStatuses(by, switched))]);
}

async function revertNames(by: By, done: readonly DoneRow[]): Promise<Reverts> {
  const isNamable = sql`${visibleTo(by.actor).keys} and status <> 'archived'
    and (expires_at is null or expires_at > now())`;
  const names = await readPresent(done, sql`select id, name as present from ${apiKeys} where ${isNamable}`);
  return toReverts(done, ({ targetId, name, expected }) => {
    if (expected === null || names.get(targetId) !== name) return null;
    return {
      operation: "api_key.rename",
      targetId,
      label: name ?? targetId,
      input: { name: expected, expected: name },
    };
  });
}

/** A key that may be in use stops only where somebody confirms that, so it stays active here. */
async function revertStatuses(by: By, done: readonly DoneRow[]): Promise<Reverts> {
  const ids = done.map(({ targetId }) => targetId);
  const keys = await listKeysToStop(permitActor(by.actor, "keys:write"), ids);
  return toReverts(done, ({ operation, targetId, before: was }) => {
    const key = keys.get(targetId);
    if (!key || (operation !== "api_key.activate" && operation !== "api_key.deactivate")) return null;
    const { by: reversal, switches, left, before } = opposites[operation];
    const isAsLeft = key.status === left && readText(was, "status") === before;
    const label = key.name || targetId;
    return isAsLeft && toUseRefusal(key, switches) === null ? { operation: reversal, targetId, label } : null;
  });
}

const revertedFields: readonly string[] = ["name", "displayColor"];

/** Only a name and a color are taken back, and only where nothing else was changed with them. */
export async function revertWorkspaces(done: readonly DoneRow[]): Promise<Reverts> {
  const present = await readPresent(
    done,
    sql`select id, jsonb_build_object('name', name, 'displayColor', display_color) as present
      from ${workspaces} where gone_at is null and archived_at is null`,
  );
  return toReverts(done, ({ operation, targetId, label, before, after }) => {
    const now = present.get(targetId);
    const changes = toDifference(before, after);
    const isWhole = changes.every(
      (one) =>
        revertedFields.includes(one.field) && one.before !== null && readText(now, one.field) === one.after,
    );
    if (operation !== "workspace.update" || changes.length === 0 || !isWhole) return null;
    if (listTags(before) !== listTags(after)) return null;
    const toFields = (side: "before" | "after") =>
      Object.fromEntries(changes.map((change) => [change.field, change[side]]));
    return { operation, targetId, label, input: { change: toFields("before"), seen: toFields("after") } };
  });
}

/** Comparing two states doesn't show added tags. */
function listTags(state: unknown): string {
  return JSON.stringify([...listFields(state)].filter(([field]) => field.startsWith("tags.")).sort());
}

function toReverts(done: readonly DoneRow[], toRow: (one: DoneRow) => NewRow | null): Reverts {
  return new Map(
    done.flatMap((one) => {
      const row = toRow(one);
      return row ? [[one, row]] : [];
    }),
  );
}

function readText(state: unknown, field: string): string | null {
  const value = typeof state === "object" && state !== null ? Reflect.get(state, field) : null;
  return typeof value === "string" ? value : null;
}

/** What the mirror has of each target by now. */
async function readPresent(
  done: readonly Pick<DoneRow, "targetId">[],
  present: ReturnType<typeof sql>,
): Promise<Map<string, unknown>> {
  if (done.length === 0) return new Map();
  const ids = JSON.stringify(done.map(({ targetId }) => targetId));
  const db = await database();
  const { rows } = await db.execute<{ id: string; present: unknown }>(
    sql`select * from (${present}) found where id in (select jsonb_array_elements_text(${ids}::jsonb))`,
  );
  return new Map(rows.map((row) => [row.id, row.present]));
}
