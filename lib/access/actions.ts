"use server";
import { action } from "@/lib/entry/action-client";
import { applyBasket, undoAccess } from "./apply";
import { basketInput, undoInput } from "./change-schema";

export const applyAccess = action
  .metadata({ name: "access.apply", permission: "memberships:write", target: null })
  .inputSchema(basketInput)
  .action(({ ctx, parsedInput }) => applyBasket(ctx.by, parsedInput, ctx.entry));

export const undoAccessRun = action
  .metadata({ name: "access.undo", permission: "memberships:write", target: "runId" })
  .inputSchema(undoInput)
  .action(({ ctx, parsedInput: { runId } }) => undoAccess(ctx.by, runId, ctx.entry));
