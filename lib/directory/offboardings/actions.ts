"use server";
import { action } from "@/lib/core/entry/action-client";
import { orderOffboarding as order } from "./order";
import { orderInput } from "./schema";

export const orderOffboarding = action
  .metadata({ name: "member.offboard", permission: "members:write", target: null })
  .inputSchema(orderInput)
  .action(({ ctx, parsedInput }) => order(ctx.by, parsedInput, ctx.entry));
