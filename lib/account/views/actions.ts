"use server";
import { action } from "@/lib/core/entry/action-client";
import { removeViewInput, renameViewInput, saveViewInput } from "./schema";
import { deleteView, getView, insertView, renameView } from "./store";

export const saveView = action
  .metadata({ name: "view.save", permission: "views:write", target: "name" })
  .inputSchema(saveViewInput)
  .action(({ ctx, parsedInput: after }) =>
    ctx.entry.settle({ outcome: "succeeded", label: after.name, after }, (tx) =>
      insertView(tx, ctx.by, after),
    ),
  );

export const renameSavedView = action
  .metadata({ name: "view.rename", permission: "views:write", target: "id" })
  .inputSchema(renameViewInput)
  .action(async ({ ctx, parsedInput: { id, name } }) => {
    const before = await getView(ctx.by, id);
    const after = { ...before, name };
    await ctx.entry.settle({ outcome: "succeeded", label: name, before, after }, (tx) =>
      renameView(tx, ctx.by, after),
    );
  });

export const removeView = action
  .metadata({ name: "view.remove", permission: "views:write", target: "id" })
  .inputSchema(removeViewInput)
  .action(async ({ ctx, parsedInput: { id } }) => {
    const before = await getView(ctx.by, id);
    await ctx.entry.settle({ outcome: "succeeded", label: before.name, before, after: null }, (tx) =>
      deleteView(tx, ctx.by, id),
    );
  });
