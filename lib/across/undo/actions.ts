"use server";
import { action } from "@/lib/core/entry/action-client";
import { undoEntryInput, undoInput } from "./schema";
import { startUndo, startUndoOfEntry } from "./start";

export const undoRun = action
  .metadata({ name: "bulk.undo", permission: "bulk:write", target: "runId" })
  .inputSchema(undoInput)
  .action(({ ctx, parsedInput: { runId } }) => startUndo(ctx.by, runId, ctx.entry));

export const undoEntry = action
  .metadata({ name: "bulk.undo", permission: "bulk:write", target: "entryId" })
  .inputSchema(undoEntryInput)
  .action(({ ctx, parsedInput: { entryId } }) => startUndoOfEntry(ctx.by, entryId, ctx.entry));
