"use server";
import { action } from "@/lib/core/entry/action-client";
import { chooseColumnsInput } from "./schema";
import { getColumns, saveColumns } from "./store";

export const chooseColumns = action
  .metadata({ name: "columns.choose", permission: "me:write", target: "list" })
  .inputSchema(chooseColumnsInput)
  .action(async ({ ctx, parsedInput: { list, ...after } }) => {
    const before = await getColumns(ctx.by, list);
    await ctx.entry.settle({ outcome: "succeeded", label: list, before, after }, (tx) =>
      saveColumns(tx, ctx.by, list, after),
    );
  });
