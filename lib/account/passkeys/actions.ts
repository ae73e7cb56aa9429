"use server";
import { randomUUID } from "node:crypto";
import { addingAnswer } from "@/lib/core/auth/passkey-response-schema";
import { insertPasskey } from "@/lib/core/auth/passkey-store";
import { beginAdding, verifyAdding } from "@/lib/core/auth/passkeys";
import { isFresh } from "@/lib/core/auth/step-up";
import { action } from "@/lib/core/entry/action-client";
import { passkeyId, passkeyName, renamePasskeyInput } from "./schema";
import { deletePasskey, getPasskey, renamePasskey } from "./store";

export const beginPasskey = action
  .metadata({ name: "passkey.begin", permission: "passkeys:write", target: "name" })
  .inputSchema(passkeyName)
  .action(({ ctx }) => beginAdding(ctx.by.actor));

export const addPasskey = action
  .metadata({ name: "passkey.add", permission: "passkeys:write", target: "name" })
  .inputSchema(passkeyName.extend({ response: addingAnswer }))
  .action(async ({ ctx, parsedInput: { name, response } }) => {
    const { made, session } = await verifyAdding(ctx.by.actor, response);
    const isOnlyFirst = !(await isFresh(ctx.by.actor));
    const passkey = { ...made, id: randomUUID(), name, createdAt: new Date(), lastUsedAt: null };
    const after = { name, host: made.rpId };
    await ctx.entry.settle({ outcome: "succeeded", label: name, after }, (tx) =>
      insertPasskey(tx, passkey, { sessionId: session.id, isOnlyFirst }),
    );
  });

export const renameOwnPasskey = action
  .metadata({ name: "passkey.rename", permission: "passkeys:write", target: "id" })
  .inputSchema(renamePasskeyInput)
  .action(async ({ ctx, parsedInput: { id, name } }) => {
    const before = await getPasskey(id, ctx.by.actor.email);
    await ctx.entry.settle(
      { outcome: "succeeded", label: name, before: { name: before.name }, after: { name } },
      (tx) => renamePasskey(tx, id, name),
    );
  });

export const removeOwnPasskey = action
  .metadata({ name: "passkey.remove_own", permission: "me:write", target: "id" })
  .inputSchema(passkeyId)
  .action(async ({ ctx, parsedInput: { id } }) => {
    const { name, email } = await getPasskey(id, ctx.by.actor.email);
    await ctx.entry.settle({ outcome: "succeeded", label: name, before: { name, email } }, (tx) =>
      deletePasskey(tx, id),
    );
  });

export const removePasskey = action
  .metadata({ name: "passkey.remove", permission: "sessions:write", target: "id" })
  .inputSchema(passkeyId)
  .action(async ({ ctx, parsedInput: { id } }) => {
    const { name, email } = await getPasskey(id);
    await ctx.entry.settle({ outcome: "succeeded", label: email, before: { name, email } }, (tx) =>
      deletePasskey(tx, id),
    );
  });
