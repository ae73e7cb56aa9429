"use server";
import { action } from "@/lib/core/entry/action-client";
import { applyChanges } from "./apply";
import { applyInput } from "./change-schema";

export const applyAccess = action
  .metadata({ name: "access.apply", permission: "memberships:write", target: null })
  .inputSchema(applyInput)
  .action(({ ctx, parsedInput }) => applyChanges(ctx.by, parsedInput, ctx.entry));
