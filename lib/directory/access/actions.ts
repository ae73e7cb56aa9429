"use server";
import { action } from "@/lib/core/entry/action-client";
import { applyBasket } from "./apply";
import { basketInput } from "./change-schema";

export const applyAccess = action
  .metadata({ name: "access.apply", permission: "memberships:write", target: null })
  .inputSchema(basketInput)
  .action(({ ctx, parsedInput }) => applyBasket(ctx.by, parsedInput, ctx.entry));
