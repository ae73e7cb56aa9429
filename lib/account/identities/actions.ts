"use server";
import { getActor } from "@/lib/core/auth/actor";
import { linkEmail } from "@/lib/core/auth/vocabulary";
import { refuseAlone } from "@/lib/core/bulk/second-admin";
import { action } from "@/lib/core/entry/action-client";
import { startLetInRun } from "./bulk";
import { checkProvider } from "./check-provider";
import { toLetIn } from "./let-in";
import { letInInput, testProviderInput } from "./schema";
import { replaceAccount } from "./store";

export const letIn = action
  .metadata({ name: "identity.let_in", permission: "grants:write", target: "id" })
  .inputSchema(letInInput)
  .action(async ({ ctx, parsedInput }) => {
    const { waiting, before, after } = await toLetIn(parsedInput);
    const { email } = waiting;
    // An admin who lets an account of their own in as another admin would be the second one. Whoever has the link has the server.
    if (ctx.by.actor.email !== linkEmail && (await getActor(email))?.persona === "admin")
      await refuseAlone(ctx.by.actor, "identity.let_in", ctx.entry);
    await ctx.entry.settle({ outcome: "succeeded", label: email, before, after }, (tx) =>
      replaceAccount(tx, waiting, parsedInput.owner),
    );
  });

/** If one admin may not do this alone, the answer names the run that waits for a second. */
export const requestLetIn = action
  .metadata({ name: "bulk.start", permission: "grants:write", target: null })
  .inputSchema(letInInput)
  .action(({ ctx, parsedInput }) => startLetInRun(ctx.by, parsedInput, ctx.entry));

/** Changes nothing: what the provider answers is shown and recorded. */
export const testProvider = action
  .metadata({ name: "provider.test", permission: "settings:write", target: "method" })
  .inputSchema(testProviderInput)
  .action(async ({ ctx, parsedInput: { method } }) => {
    const checked = await checkProvider(method);
    const after = Object.fromEntries(checked.checks.map((check) => check.split(".")));
    await ctx.entry.settle({ outcome: "succeeded", label: method, after });
    return checked;
  });
