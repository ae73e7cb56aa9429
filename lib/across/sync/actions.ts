"use server";
import { z } from "zod";
import { action } from "@/lib/core/entry/action-client";
import { requestSync } from "./request";

export const syncNow = action
  .metadata({ name: "sync.run", permission: "sync:run", target: null })
  .inputSchema(z.object({}))
  .action(({ ctx }) => requestSync(ctx.by));
