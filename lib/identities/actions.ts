"use server";
import { action } from "@/lib/entry/action-client";
import { letInInput } from "./schema";
import { getWaiting, replaceAccount } from "./store";

export const letIn = action
  .metadata({ name: "identity.let_in", permission: "grants:write", target: "id" })
  .inputSchema(letInInput)
  .action(async ({ ctx, parsedInput: { id, owner } }) => {
    const waiting = await getWaiting(id);
    const { email, method, issuer, subject, known } = waiting;
    const before = { method: known.method, issuer: known.issuer, subject: known.subject };
    const after = { method, issuer, subject, isSamePerson: owner === "same" };
    await ctx.entry.settle({ outcome: "succeeded", label: email, before, after }, (tx) =>
      replaceAccount(tx, waiting, owner),
    );
  });
