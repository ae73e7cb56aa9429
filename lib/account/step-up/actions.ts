"use server";
import { z } from "zod";
import { confirmingAnswer } from "@/lib/core/auth/passkey-response-schema";
import { notePasskeyUse } from "@/lib/core/auth/passkey-store";
import { beginConfirming, verifyConfirming } from "@/lib/core/auth/passkeys";
import { confirmSession } from "@/lib/core/auth/session-store";
import { action } from "@/lib/core/entry/action-client";

export const beginConfirmation = action
  .metadata({ name: "session.begin_confirmation", permission: "me:write", target: null })
  .inputSchema(z.object({}))
  .action(({ ctx }) => beginConfirming(ctx.by.actor));

export const confirmWithPasskey = action
  .metadata({ name: "session.confirm", permission: "me:write", target: null })
  .inputSchema(z.object({ response: confirmingAnswer }))
  .action(async ({ ctx, parsedInput: { response } }) => {
    const { passkey, session, counter } = await verifyConfirming(ctx.by.actor, response);
    const { name, email } = passkey;
    await ctx.entry.settle({ outcome: "succeeded", label: email, after: { name } }, async (tx) => {
      await notePasskeyUse(tx, passkey, counter);
      await confirmSession(tx, session.id, passkey.id);
    });
  });
