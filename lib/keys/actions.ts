"use server";
import { writeThrough } from "@/lib/audit/write-through";
import { action } from "@/lib/entry/action-client";
import { toNameWrite, toStatusWrite } from "./change";
import { keyInput, renameKeyInput } from "./schema";

export const renameKey = action
  .metadata({ name: "api_key.rename", permission: "keys:write", target: "keyId" })
  .inputSchema(renameKeyInput)
  .action(async ({ ctx, parsedInput: { keyId, name, expected } }) => {
    await writeThrough(ctx.entry, toNameWrite(ctx.by, keyId, name, expected));
  });

export const activateKey = action
  .metadata({ name: "api_key.activate", permission: "keys:write", target: "keyId" })
  .inputSchema(keyInput)
  .action(async ({ ctx, parsedInput: { keyId } }) => {
    await writeThrough(ctx.entry, toStatusWrite(ctx.by, keyId, "activate"));
  });

export const deactivateKey = action
  .metadata({ name: "api_key.deactivate", permission: "keys:write", target: "keyId" })
  .inputSchema(keyInput)
  .action(async ({ ctx, parsedInput: { keyId } }) => {
    await writeThrough(ctx.entry, toStatusWrite(ctx.by, keyId, "deactivate"));
  });

export const archiveKey = action
  .metadata({ name: "api_key.archive", permission: "keys:write", target: "keyId" })
  .inputSchema(keyInput)
  .action(async ({ ctx, parsedInput: { keyId } }) => {
    await writeThrough(ctx.entry, toStatusWrite(ctx.by, keyId, "archive"));
  });
