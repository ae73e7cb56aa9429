"use server";
import { refuseAlone } from "@/lib/core/bulk/second-admin";
import { hasApprover } from "@/lib/core/bulk/second-admin-store";
import { action } from "@/lib/core/entry/action-client";
import { AppError } from "@/lib/core/errors/errors";
import { startSettingsRun } from "./bulk";
import { refuseUnmetProof, toChanges } from "./change";
import { listLooser } from "./looser";
import { changeSettingsInput } from "./schema";
import { getSettings, putSettings } from "./store";

export const changeSettings = action
  .metadata({ name: "settings.change", permission: "settings:write", target: null })
  .inputSchema(changeSettingsInput)
  .action(async ({ ctx, parsedInput }) => {
    await refuseUnmetProof(ctx.by.actor, parsedInput);
    const { before, after, kept } = await toChanges(parsedInput);
    if (listLooser(await getSettings(), kept).length > 0)
      await refuseAlone(ctx.by.actor, "settings.change", ctx.entry);
    if (after.two_person_rule === true && !(await hasApprover(ctx.by.actor)))
      throw new AppError("refused", "nobody else could approve", { reason: "no_second_admin" });
    await ctx.entry.settle({ outcome: "succeeded", before, after }, (tx) =>
      putSettings(tx, ctx.by.actor.email, kept, before),
    );
  });

/** A change that one admin may not make alone waits as a whole, with whatever else is in it. */
export const requestSettings = action
  .metadata({ name: "bulk.start", permission: "settings:write", target: null })
  .inputSchema(changeSettingsInput)
  .action(async ({ ctx, parsedInput }) => {
    await refuseUnmetProof(ctx.by.actor, parsedInput);
    return startSettingsRun(ctx.by, parsedInput, ctx.entry);
  });
