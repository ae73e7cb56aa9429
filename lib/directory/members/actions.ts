"use server";
import { writeThrough } from "@/lib/core/audit/write-through";
import { action } from "@/lib/core/entry/action-client";
import { requireFreshToGive } from "@/lib/core/entry/dangerous-operations";
import { startRoleRun } from "./bulk";
import { toRoleWrite } from "./change";
import { changeManyInput, changeMemberRoleInput } from "./schema";

export const changeMemberRole = action
  .metadata({ name: "member.change_role", permission: "members:write", target: "memberId" })
  .inputSchema(changeMemberRoleInput)
  .action(async ({ ctx, parsedInput }) => {
    await requireFreshToGive(ctx.by.actor, [parsedInput.role]);
    await writeThrough(ctx.entry, toRoleWrite(ctx.by, parsedInput));
  });

export const changeMemberRoles = action
  .metadata({ name: "bulk.start", permission: "members:write", target: null })
  .inputSchema(changeManyInput)
  .action(({ ctx, parsedInput }) => startRoleRun(ctx.by, parsedInput, ctx.entry));
