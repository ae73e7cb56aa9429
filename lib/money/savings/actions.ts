"use server";
import { toReach } from "@/lib/core/auth/peers";
import { action } from "@/lib/core/entry/action-client";
import { AppError } from "@/lib/core/errors/errors";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { deleteDismissal, insertDismissal, listDismissed } from "./dismissals-store";
import { dismissInput, restoreInput } from "./schema";

export const dismissOpportunity = action
  .metadata({ name: "opportunity.dismiss", permission: "savings:write", target: "kind" })
  .inputSchema(dismissInput)
  .action(async ({ ctx, parsedInput: { kind, reason, days } }) => {
    const { actor } = ctx.by;
    const now = new Date();
    const today = toDay(now);
    const after = { scope: toReach(actor), reason, until: addDays(today, days) };
    await ctx.entry.settle({ outcome: "succeeded", label: kind, before: null, after }, (tx) =>
      insertDismissal(tx, { ...after, kind, dismissedBy: actor.email, dismissedAt: now }, today),
    );
  });

export const restoreOpportunity = action
  .metadata({ name: "opportunity.restore", permission: "savings:write", target: "kind" })
  .inputSchema(restoreInput)
  .action(async ({ ctx, parsedInput: { kind } }) => {
    const found = (await listDismissed(ctx.by.actor, toDay(new Date()))).find((one) => one.kind === kind);
    if (!found) throw new AppError("not_found", "the advice is not dismissed");
    const { scope, reason, until } = found;
    await ctx.entry.settle(
      { outcome: "succeeded", label: kind, before: { scope, reason, until }, after: null },
      (tx) => deleteDismissal(tx, { scope, kind }),
    );
  });
