"use server";
import { writeThrough } from "@/lib/core/audit/write-through";
import { createRun } from "@/lib/core/bulk/create";
import { action } from "@/lib/core/entry/action-client";
import { listCreated, toCreationRows, toResendRows, toWithdrawalRows } from "./bulk";
import { replaceInvite, requireFreshToInvite, toCreation, toWithdrawal } from "./issue";
import {
  createInviteInput,
  importInput,
  reissueInviteInput,
  withdrawInviteInput,
  withdrawInvitesInput,
} from "./schema";

export const createInvite = action
  .metadata({ name: "invite.create", permission: "invites:write", target: "email" })
  .inputSchema(createInviteInput)
  .action(async ({ ctx, parsedInput }) => {
    await requireFreshToInvite(ctx.by, [parsedInput]);
    await writeThrough(ctx.entry, toCreation(ctx.by, parsedInput));
  });

export const withdrawInvite = action
  .metadata({ name: "invite.withdraw", permission: "invites:write", target: "inviteId" })
  .inputSchema(withdrawInviteInput)
  .action(async ({ ctx, parsedInput: { inviteId } }) => {
    await writeThrough(ctx.entry, toWithdrawal(ctx.by, inviteId));
  });

export const reissueInvite = action
  .metadata({ name: "invite.create", permission: "invites:write", target: "email" })
  .inputSchema(reissueInviteInput)
  .action(async ({ ctx, parsedInput }) => {
    await requireFreshToInvite(ctx.by, [parsedInput]);
    await replaceInvite(ctx.by, ctx.entry, parsedInput);
  });

export const inviteMany = action
  .metadata({ name: "bulk.start", permission: "invites:write", target: null })
  .inputSchema(importInput)
  .action(async ({ ctx, parsedInput }) => {
    const rows = await toCreationRows(ctx.by, parsedInput);
    await requireFreshToInvite(ctx.by, listCreated(rows));
    return createRun(ctx.by, { operation: "invite.create", rows }, ctx.entry);
  });

export const resendInvites = action
  .metadata({ name: "bulk.start", permission: "invites:write", target: null })
  .inputSchema(withdrawInvitesInput)
  .action(async ({ ctx, parsedInput: { inviteIds } }) => {
    const rows = await toResendRows(inviteIds);
    await requireFreshToInvite(ctx.by, listCreated(rows));
    return createRun(ctx.by, { operation: "invite.create", rows }, ctx.entry);
  });

export const withdrawInvites = action
  .metadata({ name: "bulk.start", permission: "invites:write", target: null })
  .inputSchema(withdrawInvitesInput)
  .action(async ({ ctx, parsedInput: { inviteIds } }) => {
    const rows = await toWithdrawalRows(inviteIds);
    return createRun(ctx.by, { operation: "invite.withdraw", rows }, ctx.entry);
  });
