"use server";
import { action } from "@/lib/entry/action-client";
import { issueInvite, replaceInvite, withdrawPending } from "./issue";
import { createInviteInput, reissueInviteInput, withdrawInviteInput } from "./schema";

export const createInvite = action
  .metadata({ name: "invite.create", permission: "invites:write", target: "email" })
  .inputSchema(createInviteInput)
  .action(({ ctx, parsedInput }) => issueInvite(ctx.by, ctx.entry, parsedInput));

export const withdrawInvite = action
  .metadata({ name: "invite.withdraw", permission: "invites:write", target: "inviteId" })
  .inputSchema(withdrawInviteInput)
  .action(({ ctx, parsedInput }) => withdrawPending(ctx.by, ctx.entry, parsedInput.inviteId));

/** Withdraws a pending invite and creates a new one; the role may be another. */
export const reissueInvite = action
  .metadata({ name: "invite.create", permission: "invites:write", target: "email" })
  .inputSchema(reissueInviteInput)
  .action(({ ctx, parsedInput }) => replaceInvite(ctx.by, ctx.entry, parsedInput));
