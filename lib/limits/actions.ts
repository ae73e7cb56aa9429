"use server";
import { writeThrough } from "@/lib/audit/write-through";
import { action } from "@/lib/entry/action-client";
import { toLimitsWrite } from "./change";
import { changeLimitsInput } from "./schema";

export const changeLimits = action
  .metadata({ name: "workspace.change_limits", permission: "workspaces:write", target: "workspaceId" })
  .inputSchema(changeLimitsInput)
  .action(async ({ ctx, parsedInput }) => {
    await writeThrough(ctx.entry, toLimitsWrite(ctx.by, parsedInput));
  });
