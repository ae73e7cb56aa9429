"use server";
import { refuseAlone } from "@/lib/core/bulk/second-admin";
import { action } from "@/lib/core/entry/action-client";
import { startGrantRun } from "./bulk";
import {
  type Grant,
  grantInput,
  type KeptGrant,
  removeGrantInput,
  renewGrantInput,
  requestGrantInput,
} from "./schema";
import { deleteGrant, getGrant, insertGrant, renewGrant as renewStored, updateGrant } from "./store";

export const addGrant = action
  .metadata({ name: "grant.add", permission: "grants:write", target: "email" })
  .inputSchema(grantInput)
  .action(async ({ ctx, parsedInput: after }) => {
    if (after.persona === "admin") await refuseAlone(ctx.by.actor, "grant.add", ctx.entry);
    await ctx.entry.settle({ outcome: "succeeded", label: after.email, after }, (tx) =>
      insertGrant(tx, ctx.by, after),
    );
  });

export const changeGrant = action
  .metadata({ name: "grant.change", permission: "grants:write", target: "email" })
  .inputSchema(grantInput)
  .action(async ({ ctx, parsedInput: after }) => {
    const before = await getGrant(after.email);
    if (isAdminForLonger(before, after)) await refuseAlone(ctx.by.actor, "grant.change", ctx.entry);
    await ctx.entry.settle({ outcome: "succeeded", label: after.email, before, after }, (tx) =>
      updateGrant(tx, after, before),
    );
  });

export const renewGrant = action
  .metadata({ name: "grant.renew", permission: "grants:write", target: "email" })
  .inputSchema(renewGrantInput)
  .action(async ({ ctx, parsedInput }) => {
    const before = await getGrant(parsedInput.email);
    if (before.persona === "admin") await refuseAlone(ctx.by.actor, "grant.renew", ctx.entry);
    const after = { ...before, expiresOn: parsedInput.expiresOn, suspendedFor: null };
    await ctx.entry.settle({ outcome: "succeeded", label: before.email, before, after }, (tx) =>
      renewStored(tx, parsedInput, before),
    );
  });

/** If one admin may not do this alone, the answer names the run that waits for a second. */
export const requestGrant = action
  .metadata({ name: "bulk.start", permission: "grants:write", target: null })
  .inputSchema(requestGrantInput)
  .action(({ ctx, parsedInput }) => startGrantRun(ctx.by, parsedInput, ctx.entry));

export const removeGrant = action
  .metadata({ name: "grant.remove", permission: "grants:write", target: "email" })
  .inputSchema(removeGrantInput)
  .action(async ({ ctx, parsedInput: { email } }) => {
    const before = await getGrant(email);
    await ctx.entry.settle({ outcome: "succeeded", label: email, before, after: null }, (tx) =>
      deleteGrant(tx, email),
    );
  });

function isAdminForLonger(before: KeptGrant, after: Grant): boolean {
  if (after.persona !== "admin") return false;
  if (before.persona !== "admin") return true;
  return before.expiresOn !== null && after.expiresOn > before.expiresOn;
}
