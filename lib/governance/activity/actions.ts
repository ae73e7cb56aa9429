"use server";
import { action } from "@/lib/core/entry/action-client";
import { getUnknown } from "./feed-sql";
import { resolveInput } from "./schema";

export const resolveUnknown = action
  .metadata({ name: "activity.resolve", permission: "activity:write", target: "entryId" })
  .inputSchema(resolveInput)
  .action(async ({ ctx, parsedInput: { entryId, outcome } }) => {
    const { action: operation, label } = await getUnknown(ctx.by, entryId);
    await ctx.entry.settle({
      outcome: "succeeded",
      label: label ?? operation,
      before: { outcome: "unknown" },
      // `act` is what this field is called in older entries, which can't be changed.
      after: { outcome, act: operation },
    });
  });
