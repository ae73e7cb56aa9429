"use server";
import { writeThrough } from "@/lib/audit/write-through";
import { action } from "@/lib/entry/action-client";
import { startKeyRun } from "./bulk";
import { toNameWrite, toStatusWrite } from "./change";
import { changeKeysInput, renameKeyInput, switchKeyInput } from "./schema";

export const renameKey = action
  .metadata({ name: "api_key.rename", permission: "keys:write", target: "keyId" })
  .inputSchema(renameKeyInput)
  .action(async ({ ctx, parsedInput: { keyId, name, expected } }) => {
    await writeThrough(ctx.entry, toNameWrite(ctx.by, keyId, name, expected));
  });

export const activateKey = action
  .metadata({ name: "api_key.activate", permission: "keys:write", target: "keyId" })
  .inputSchema(switchKeyInput)
  .action(async ({ ctx, parsedInput: { keyId, expected } }) => {
    await writeThrough(ctx.entry, toStatusWrite(ctx.by, keyId, "activate", expected));
  });

export const deactivateKey = action
  .metadata({ name: "api_key.deactivate", permission: "keys:write", target: "keyId" })
  .inputSchema(switchKeyInput)
  .action(async ({ ctx, parsedInput: { keyId, expected } }) => {
    await writeThrough(ctx.entry, toStatusWrite(ctx.by, keyId, "deactivate", expected));
  });

export const archiveKey = action
  .metadata({ name: "api_key.archive", permission: "keys:write", target: "keyId" })
  .inputSchema(switchKeyInput)
  .action(async ({ ctx, parsedInput: { keyId, expected } }) => {
    await writeThrough(ctx.entry, toStatusWrite(ctx.by, keyId, "archive", expected));
  });

/** Of many keys: the answer names the run that does it. */
export const changeKeys = action
  .metadata({ name: "bulk.start", permission: "keys:write", target: null })
  .inputSchema(changeKeysInput)
  .action(({ ctx, parsedInput }) => startKeyRun(ctx.by, parsedInput, ctx.entry));
