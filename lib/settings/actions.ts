"use server";
import { z } from "zod";
import { refuseAlone } from "@/lib/bulk/second-admin";
import { hasOtherAdmin } from "@/lib/bulk/second-admin-store";
import { action } from "@/lib/entry/action-client";
import { AppError } from "@/lib/errors";
import { startRuleOff } from "./bulk";
import { toChanges } from "./change";
import { changeSettingsInput } from "./schema";
import { putSettings } from "./store";

export const changeSettings = action
  .metadata({ name: "settings.change", permission: "settings:write", target: null })
  .inputSchema(changeSettingsInput)
  .action(async ({ ctx, parsedInput }) => {
    const { before, after, kept } = await toChanges(parsedInput);
    if (before.two_person_rule === true && after.two_person_rule === false)
      await refuseAlone(ctx.by.actor, "settings.change", ctx.entry);
    if (after.two_person_rule === true && !(await hasOtherAdmin(ctx.by.actor)))
      throw new AppError("refused", "nobody else could approve", { reason: "no_second_admin" });
    await ctx.entry.settle({ outcome: "succeeded", before, after }, (tx) =>
      putSettings(tx, ctx.by.actor.email, kept),
    );
  });

export const requestRuleOff = action
  .metadata({ name: "bulk.start", permission: "settings:write", target: null })
  .inputSchema(z.object({}))
  .action(({ ctx }) => startRuleOff(ctx.by, ctx.entry));
