"use server";
import { writeThrough } from "@/lib/audit/write-through";
import { action } from "@/lib/entry/action-client";
import { AppError } from "@/lib/errors";
import { syncKeysOfLeaver } from "./departure";
import { fetchMember, removeMemberFromOrganization, updateMemberRole } from "./gateway";
import { applyMember, getMember } from "./mirror";
import { changeMemberRoleInput, removeMemberInput } from "./schema";
import { isImmovableRole } from "./vocabulary";

export const changeMemberRole = action
  .metadata({ name: "member.change_role", permission: "members:write", target: "memberId" })
  .inputSchema(changeMemberRoleInput)
  .action(async ({ ctx, parsedInput: { memberId, role } }) => {
    await writeThrough(ctx.entry, {
      before: () => readMovable(memberId),
      send: () => updateMemberRole(ctx.by, memberId, role),
      apply: (tx, found) => applyMember(tx, memberId, found),
      reread: () => fetchMember(memberId),
      isDone: (found) => found?.role === role,
    });
  });

export const removeMember = action
  .metadata({ name: "member.remove", permission: "members:write", target: "memberId" })
  .inputSchema(removeMemberInput)
  .action(async ({ ctx, parsedInput: { memberId } }) => {
    await writeThrough(ctx.entry, {
      before: () => readMovable(memberId),
      send: () => removeMemberFromOrganization(ctx.by, memberId),
      apply: (tx, found) => applyMember(tx, memberId, found),
      reread: () => fetchMember(memberId),
      isDone: (found) => found === null,
    });
    await syncKeysOfLeaver(memberId);
  });

/** The API refuses admins anyway; known beforehand, nothing is sent. */
async function readMovable(memberId: string) {
  const { email, role } = await getMember(memberId);
  if (isImmovableRole(role))
    throw new AppError("refused", `${role} is immovable`, { reason: "immovable_member" });
  return { label: email, state: { role } };
}
