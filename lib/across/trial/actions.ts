"use server";
import { z } from "zod";
import { action } from "@/lib/core/entry/action-client";
import { resetSandbox as reset } from "./reset";

export const resetSandbox = action
  .metadata({ name: "sandbox.reset", permission: "sandbox:reset", target: null })
  .inputSchema(z.object({}))
  .action(({ ctx }) => reset(ctx));
