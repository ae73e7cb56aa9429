"use server";
import { action } from "@/lib/entry/action-client";
import { toChangedWebhook, toNewWebhook } from "./change";
import { addWebhookInput, changeWebhookInput, webhookInput } from "./schema";
import { limitHandSends } from "./send-limit";
import { sendTest } from "./test";
import { deleteWebhook, getWebhook, insertWebhook, updateWebhook } from "./webhooks-store";

export const addWebhook = action
  .metadata({ name: "webhook.add", permission: "settings:write", target: "webhookId" })
  .inputSchema(addWebhookInput)
  .action(async ({ ctx, parsedInput }) => {
    const { row, after } = await toNewWebhook(parsedInput);
    await ctx.entry.settle({ outcome: "succeeded", label: row.name, after }, (tx) =>
      insertWebhook(tx, ctx.by.actor.email, row),
    );
  });

export const changeWebhook = action
  .metadata({ name: "webhook.change", permission: "settings:write", target: "webhookId" })
  .inputSchema(changeWebhookInput)
  .action(async ({ ctx, parsedInput }) => {
    const { row, before, after } = await toChangedWebhook(parsedInput);
    await ctx.entry.settle({ outcome: "succeeded", label: row.name, before, after }, (tx) =>
      updateWebhook(tx, row),
    );
  });

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
    const outcome = await sendTest(webhookId, ctx.entry.id);
    await ctx.entry.settle({ outcome: "succeeded", label: name, after: outcome });
    return outcome;
  });
