"use server";
import { action } from "@/lib/entry/action-client";
import { toChanges } from "./change";
import { putSettings } from "./mirror";
import { changeSettingsInput } from "./schema";

export const changeSettings = action
  .metadata({ name: "settings.change", permission: "settings:write", target: null })
  .inputSchema(changeSettingsInput)
  .action(async ({ ctx, parsedInput }) => {
    const { before, after } = await toChanges(parsedInput);
    await ctx.entry.settle({ outcome: "succeeded", before, after }, (tx) =>
      putSettings(tx, ctx.by.actor.email, after),
    );
  });
