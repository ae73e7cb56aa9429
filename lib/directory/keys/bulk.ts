import "server-only";
import { z } from "zod";
import type { AuditEntry } from "@/lib/core/audit/entry";
import { type Permit, permitActor } from "@/lib/core/auth/permit";
import { requireFresh } from "@/lib/core/auth/step-up";
import { createRun } from "@/lib/core/bulk/create";
import { type BulkOperation, defineOperation } from "@/lib/core/bulk/operation";
import { AppError } from "@/lib/core/errors/errors";
import { toNameWrite, toStatusWrite } from "./change";
import {
  type AssignKeysInput,
  assignKeysInput,
  type ChangeKeysInput,
  type RenameKeysInput,
} from "./change-schema";
import { listKeysToStop } from "./impact-read-model";
import { toOwnerWrite } from "./owner-store";
import { permissionOfOperation } from "./permissions";
import { plannedStop, whilePlanned } from "./planned-stops-store";
import { toUseRefusal } from "./vocabulary";

export const keyOperations: BulkOperation[] = [
  ...(["activate", "deactivate", "archive"] as const).map((operation) =>
    defineOperation({
      name: `api_key.${operation}`,
      permission: permissionOfOperation[operation],
      input: z.object({ confirmedUse: z.boolean().default(false), planned: plannedStop.optional() }),
      toWrite: (by, { targetId, input: { confirmedUse, planned } }) => {
        // A planned stop counts as confirmed, because whoever planned it was told that the key had been in use.
        const write = toStatusWrite(by, targetId, { operation, confirmedUse: confirmedUse || !!planned });
        return planned ? whilePlanned(write, targetId, planned) : write;
      },
    }),
  ),
  defineOperation({
    name: "api_key.rename",
    permission: permissionOfOperation.rename,
    input: z.object({ name: z.string(), expected: z.string() }),
    toWrite: (by, { targetId, input }) => toNameWrite(by, targetId, input.name, input.expected),
  }),
  defineOperation({
    name: "api_key.assign",
    permission: permissionOfOperation.assign,
    params: assignKeysInput.pick({ ownerId: true }),
    toWrite: (by, { targetId }, { ownerId }) => toOwnerWrite(by, targetId, ownerId),
  }),
];

/**
 * A key that isn't visible becomes a row that fails, as it would alone. The confirmation of a key in use travels with
 * its row: one that comes into use while the run waits fails by itself.
 * @throws AppError forbidden; refused if a key in use isn't confirmed
 */
export async function startKeyRun(
  by: Permit<"keys:write">,
  { operation, keyIds, confirmedKeyIds }: ChangeKeysInput,
  entry: AuditEntry,
): Promise<{ runId: string }> {
  permitActor(by.actor, permissionOfOperation[operation]);
  const known = await listKeysToStop(by, keyIds);
  const confirmed = new Set(confirmedKeyIds);
  const used = [...known.values()].filter((key) => toUseRefusal(key, operation));
  const [reason] = used.flatMap((key) => (confirmed.has(key.id) ? [] : (toUseRefusal(key, operation) ?? [])));
  if (reason) throw new AppError("refused", `${operation} of keys, their use not confirmed`, { reason });
  if (used.length > 0) await requireFresh(by.actor);
  const usedIds = new Set(used.map(({ id }) => id));
  const rows = keyIds.map((targetId) => ({
    targetId,
    label: known.get(targetId)?.name ?? targetId,
    // The confirmation counts only for keys that are in use now, for which the recent sign-in was checked.
    ...(usedIds.has(targetId) && { input: { confirmedUse: true } }),
  }));
  return createRun(by, { operation: `api_key.${operation}`, rows }, entry);
}

/** Each row carries the name that the person saw, so that a newer one isn't overwritten. */
export function startRenameRun(
  by: Permit<"keys:manage">,
  { keys }: RenameKeysInput,
  entry: AuditEntry,
): Promise<{ runId: string }> {
  const rows = keys.map(({ keyId, name, expected }) => ({
    targetId: keyId,
    label: expected,
    input: { name, expected },
  }));
  return createRun(by, { operation: "api_key.rename", rows }, entry);
}

export async function startAssignRun(
  by: Permit<"keys:write">,
  { keyIds, ownerId }: AssignKeysInput,
  entry: AuditEntry,
): Promise<{ runId: string }> {
  const known = await listKeysToStop(by, keyIds);
  const rows = keyIds.map((targetId) => ({ targetId, label: known.get(targetId)?.name ?? targetId }));
  return createRun(by, { operation: "api_key.assign", params: { ownerId }, rows }, entry);
}
