"use server";
import { action } from "@/lib/core/entry/action-client";
import { undoInput } from "./schema";
import { startUndo } from "./start";

export const undoRun = action
  .metadata({ name: "bulk.undo", permission: "bulk:write", target: "runId" })
  .inputSchema(undoInput)
  .action(({ ctx, parsedInput: { runId } }) => startUndo(ctx.by, runId, ctx.entry));
