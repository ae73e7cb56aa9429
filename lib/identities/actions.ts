"use server";
import { getActor } from "@/lib/auth/actor";
import { linkEmail } from "@/lib/auth/vocabulary";
import { refuseAlone } from "@/lib/bulk/second-admin";
import { action } from "@/lib/entry/action-client";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { letInInput } from "./schema";
import { getWaiting, replaceAccount } from "./store";

export const letIn = action
  .metadata({ name: "identity.let_in", permission: "grants:write", target: "id" })
  .inputSchema(letInInput)
  .action(async ({ ctx, parsedInput: { id, owner } }) => {
    const waiting = await getWaiting(id);
    const { email, method, issuer, subject, known } = waiting;
    // An admin who lets an account of their own in as another admin would be the second one. Whoever has the link has the server.
    if (ctx.by.actor.email !== linkEmail && (await getActor(email))?.persona === "admin")
      await refuseAlone(ctx.by.actor, "identity.let_in", ctx.entry);
    if (owner === "other" && env.BOOTSTRAP_ADMINS.includes(email))
      throw new AppError("refused", "the environment makes this address an admin", { reason: "named_admin" });
    const before = { method: known.method, issuer: known.issuer, subject: known.subject };
    const after = { method, issuer, subject, isSamePerson: owner === "same" };
    await ctx.entry.settle({ outcome: "succeeded", label: email, before, after }, (tx) =>
      replaceAccount(tx, waiting, owner),
    );
  });
