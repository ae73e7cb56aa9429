"use server";
import { refuseAlone } from "@/lib/core/bulk/second-admin";
import { action } from "@/lib/core/entry/action-client";
import { startWebhookRun } from "./bulk";
import { toChangedWebhook, toNewWebhook } from "./change";
import {
  addWebhookInput,
  changeWebhookInput,
  mailTestInput,
  requestWebhookInput,
  webhookInput,
} from "./schema";
import { limitHandSends } from "./send-limit";
import { sendTest } from "./test";
import { deleteWebhook, getWebhook, insertWebhook, updateWebhook } from "./webhooks-store";

export const addWebhook = action
  .metadata({ name: "webhook.add", permission: "settings:write", target: "webhookId" })
  .inputSchema(addWebhookInput)
  .action(async ({ ctx, parsedInput }) => {
    const { row, after } = await toNewWebhook(parsedInput);
    await refuseAlone(ctx.by.actor, "webhook.add", ctx.entry);
    await ctx.entry.settle({ outcome: "succeeded", label: row.name, after }, (tx) =>
      insertWebhook(tx, ctx.by.actor.email, row),
    );
  });

export const changeWebhook = action
  .metadata({ name: "webhook.change", permission: "settings:write", target: "webhookId" })
  .inputSchema(changeWebhookInput)
  .action(async ({ ctx, parsedInput }) => {
    const { row, before, after, isMoved, seen } = await toChangedWebhook(parsedInput);
    if (isMoved) await refuseAlone(ctx.by.actor, "webhook.change", ctx.entry);
    await ctx.entry.settle({ outcome: "succeeded", label: row.name, before, after }, (tx) =>
      updateWebhook(tx, row, seen),
    );
  });

/** If one admin may not do this alone, the answer names the run that waits for a second. */
export const requestWebhook = action
  .metadata({ name: "bulk.start", permission: "settings:write", target: null })
  .inputSchema(requestWebhookInput)
  .action(({ ctx, parsedInput }) => startWebhookRun(ctx.by, parsedInput, ctx.entry));

export const removeWebhook = action
  .metadata({ name: "webhook.remove", permission: "settings:write", target: "webhookId" })
  .inputSchema(webhookInput)
  .action(async ({ ctx, parsedInput: { webhookId } }) => {
    const { name } = await getWebhook(webhookId);
    await ctx.entry.settle({ outcome: "succeeded", label: name, before: { name }, after: null }, (tx) =>
      deleteWebhook(tx, webhookId),
    );
  });

export const testWebhook = action
  .metadata({ name: "webhook.test", permission: "settings:write", target: "webhookId" })
  .inputSchema(webhookInput)
  .action(async ({ ctx, parsedInput: { webhookId } }) => {
    const { name } = await getWebhook(webhookId);
    await limitHandSends(ctx.by.actor);
    const outcome = await sendTest({ channel: "webhook", id: webhookId }, ctx.entry.id);
    await ctx.entry.settle({ outcome: "succeeded", label: name, after: outcome });
    return outcome;
  });

/** Sends a test mail to the admin who asks for it. */
export const testMail = action
  .metadata({ name: "mail.test", permission: "settings:write", target: null })
  .inputSchema(mailTestInput)
  .action(async ({ ctx }) => {
    const { actor } = ctx.by;
    await limitHandSends(actor);
    const outcome = await sendTest({ channel: "person", id: actor.email.toLowerCase() }, ctx.entry.id);
    await ctx.entry.settle({ outcome: "succeeded", label: actor.email, after: outcome });
    return outcome;
  });
