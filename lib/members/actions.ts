"use server";
import { writeThrough } from "@/lib/audit/write-through";
import { refuseAlone } from "@/lib/bulk/second-admin";
import { action } from "@/lib/entry/action-client";
import { requireFreshToGive } from "@/lib/entry/dangerous-operations";
import { startRemovalRun, startRoleRun } from "./bulk";
import { toRemovalWrite, toRoleWrite } from "./change";
import { syncKeysOfLeaver } from "./offboarding";
import { changeManyInput, changeMemberRoleInput, removeManyInput, removeMemberInput } from "./schema";

export const changeMemberRole = action
  .metadata({ name: "member.change_role", permission: "members:write", target: "memberId" })
  .inputSchema(changeMemberRoleInput)
  .action(async ({ ctx, parsedInput }) => {
    await requireFreshToGive(ctx.by.actor, [parsedInput.role]);
    await writeThrough(ctx.entry, toRoleWrite(ctx.by, parsedInput));
  });

export const removeMember = action
  .metadata({ name: "member.remove", permission: "members:write", target: "memberId" })
  .inputSchema(removeMemberInput)
  .action(async ({ ctx, parsedInput: { memberId } }) => {
    await refuseAlone(ctx.by.actor, "member.remove", ctx.entry);
    await writeThrough(ctx.entry, toRemovalWrite(ctx.by, memberId));
    await syncKeysOfLeaver(memberId);
  });

export const changeMemberRoles = action
  .metadata({ name: "bulk.start", permission: "members:write", target: null })
  .inputSchema(changeManyInput)
  .action(({ ctx, parsedInput }) => startRoleRun(ctx.by, parsedInput, ctx.entry));

export const removeMembers = action
  .metadata({ name: "bulk.start", permission: "members:write", target: null })
  .inputSchema(removeManyInput)
  .action(({ ctx, parsedInput }) => startRemovalRun(ctx.by, parsedInput, ctx.entry));
