"use server";

import "server-only";
import { writeThrough } from "@/lib/core/audit/write-through";
import type { Permit } from "@/lib/core/auth/permit";
import { requireFresh } from "@/lib/core/auth/step-up";
import { refuseAlone } from "@/lib/core/bulk/second-admin";
import { action } from "@/lib/core/entry/action-client";
import { startAssignRun, startKeyRun, startRenameRun } from "./bulk";
import { toNameWrite, toStatusWrite } from "./change";
import {
  assignKeyInput,
  assignKeysInput,
  changeKeysInput,
  endRotationInput,
  planStopInput,
  renameKeyInput,
  renameKeysInput,
  rotateKeyInput,
  stopKeyInput,
  switchKeyInput,
} from "./change-schema";
import { listKeysToStop } from "./impact-read-model";
import { getKeyState } from "./mirror";
import { toOwnerWrite } from "./owner-store";
import { isPlanOver } from "./planned-stops-store";
import { endRotation, putRotation, readRotated } from "./rotation-store";
import { cancelStop, planStop, readStoppable } from "./stop-store";
import { toUseRefusal } from "./vocabulary";

export const renameKey = action
  .metadata({ name: "api_key.rename", permission: "keys:manage", target: "keyId" })
  .inputSchema(renameKeyInput)
  .action(async ({ ctx, parsedInput: { keyId, name, expected } }) => {
    await writeThrough(ctx.entry, toNameWrite(ctx.by, keyId, name, expected));
  });

export const assignKey = action
  .metadata({ name: "api_key.assign", permission: "keys:write", target: "keyId" })
  .inputSchema(assignKeyInput)
  .action(async ({ ctx, parsedInput: { keyId, ownerId } }) => {
    await writeThrough(ctx.entry, toOwnerWrite(ctx.by, keyId, ownerId));
  });

export const activateKey = action
  .metadata({ name: "api_key.activate", permission: "keys:write", target: "keyId" })
  .inputSchema(switchKeyInput)
  .action(async ({ ctx, parsedInput: { keyId, expected } }) => {
    await writeThrough(ctx.entry, toStatusWrite(ctx.by, keyId, { operation: "activate", expected }));
  });

export const deactivateKey = action
  .metadata({ name: "api_key.deactivate", permission: "keys:write", target: "keyId" })
  .inputSchema(stopKeyInput)
  .action(async ({ ctx, parsedInput: { keyId, ...given } }) => {
    await refuseAlone(ctx.by.actor, "api_key.deactivate", ctx.entry);
    await requireFreshToStop(ctx.by, [keyId]);
    await writeThrough(ctx.entry, toStatusWrite(ctx.by, keyId, { operation: "deactivate", ...given }));
  });

export const archiveKey = action
  .metadata({ name: "api_key.archive", permission: "keys:manage", target: "keyId" })
  .inputSchema(stopKeyInput)
  .action(async ({ ctx, parsedInput: { keyId, ...given } }) => {
    await refuseAlone(ctx.by.actor, "api_key.archive", ctx.entry);
    await writeThrough(ctx.entry, toStatusWrite(ctx.by, keyId, { operation: "archive", ...given }));
  });

export const changeKeys = action
  .metadata({ name: "bulk.start", permission: "keys:write", target: null })
  .inputSchema(changeKeysInput)
  .action(({ ctx, parsedInput }) => startKeyRun(ctx.by, parsedInput, ctx.entry));

export const renameKeys = action
  .metadata({ name: "bulk.start", permission: "keys:manage", target: null })
  .inputSchema(renameKeysInput)
  .action(({ ctx, parsedInput }) => startRenameRun(ctx.by, parsedInput, ctx.entry));

export const assignKeys = action
  .metadata({ name: "bulk.start", permission: "keys:write", target: null })
  .inputSchema(assignKeysInput)
  .action(({ ctx, parsedInput }) => startAssignRun(ctx.by, parsedInput, ctx.entry));

/** Nothing changes at the API; Castellan only watches the traffic. */
export const rotateKey = action
  .metadata({ name: "api_key.rotate", permission: "keys:write", target: "keyId" })
  .inputSchema(rotateKeyInput)
  .action(async ({ ctx, parsedInput }) => {
    const { label, replacement } = await readRotated(ctx.by, parsedInput);
    if (parsedInput.stopsWhenQuiet) await requireFreshToStop(ctx.by, [parsedInput.keyId]);
    const { replacementId, stopsWhenQuiet } = parsedInput;
    const after = { replacement, replacementId, stopsWhenQuiet };
    await ctx.entry.settle({ outcome: "succeeded", label, after }, (tx) =>
      putRotation(tx, ctx.by, parsedInput),
    );
  });

export const endKeyRotation = action
  .metadata({ name: "api_key.end_rotation", permission: "keys:write", target: "keyId" })
  .inputSchema(endRotationInput)
  .action(async ({ ctx, parsedInput: { keyId } }) => {
    const { name } = await getKeyState(ctx.by, keyId);
    await ctx.entry.settle({ outcome: "succeeded", label: name }, (tx) => endRotation(tx, keyId));
  });

export const planKeyStop = action
  .metadata({ name: "api_key.plan_stop", permission: "keys:write", target: "keyId" })
  .inputSchema(planStopInput)
  .action(async ({ ctx, parsedInput: { keyId } }) => {
    const { name } = await readStoppable(ctx.by, keyId);
    await requireFreshToStop(ctx.by, [keyId]);
    const isOver = await isPlanOver(keyId);
    await ctx.entry.settle({ outcome: "succeeded", label: name }, (tx) =>
      planStop(tx, ctx.by, { keyId, isOver }),
    );
  });

export const cancelKeyStop = action
  .metadata({ name: "api_key.cancel_stop", permission: "keys:write", target: "keyId" })
  .inputSchema(planStopInput)
  .action(async ({ ctx, parsedInput: { keyId } }) => {
    const { name } = await getKeyState(ctx.by, keyId);
    await ctx.entry.settle({ outcome: "succeeded", label: name }, (tx) => cancelStop(tx, keyId));
  });

/** @throws AppError step_up_required for a key that is, or may be, in use, whatever the browser says about it */
async function requireFreshToStop(
  by: Permit<"keys:write" | "keys:manage">,
  keyIds: readonly string[],
): Promise<void> {
  const keys = [...(await listKeysToStop(by, keyIds)).values()];
  if (keys.some((key) => toUseRefusal(key, "deactivate"))) await requireFresh(by.actor);
}
