"use server";
import { writeThrough } from "@/lib/core/audit/write-through";
import { action } from "@/lib/core/entry/action-client";
import { toLimitsWrite } from "./change";
import { changeLimitsInput, removeSpendLimitInput, setSpendLimitInput } from "./schema";
import { toRemoveWrite, toSetWrite } from "./spend-change";

export const changeLimits = action
  .metadata({ name: "workspace.change_limits", permission: "workspaces:write", target: "workspaceId" })
  .inputSchema(changeLimitsInput)
  .action(async ({ ctx, parsedInput }) => {
    await writeThrough(ctx.entry, toLimitsWrite(ctx.by, parsedInput));
  });

export const changeSpendLimit = action
  .metadata({ name: "spend_limit.set", permission: "limits:write", target: "subjectId" })
  .inputSchema(setSpendLimitInput)
  .action(async ({ ctx, parsedInput }) => {
    const found = await writeThrough(ctx.entry, toSetWrite(ctx.by, parsedInput));
    return { spendLimitId: found?.id ?? null };
  });

export const removeSpendLimit = action
  .metadata({ name: "spend_limit.remove", permission: "limits:write", target: "spendLimitId" })
  .inputSchema(removeSpendLimitInput)
  .action(async ({ ctx, parsedInput }) => {
    await writeThrough(ctx.entry, toRemoveWrite(ctx.by, parsedInput));
  });
