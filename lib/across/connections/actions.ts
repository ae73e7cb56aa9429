"use server";
import { headers } from "next/headers";
import type { ShownToken } from "@/lib/account/access-tokens/schema";
import { action } from "@/lib/core/entry/action-client";
import { connect } from "./connect";
import { connectInput } from "./schema";

/** The token is the code that the browser takes to the app. */
export const connectClient = action
  .metadata({ name: "access_token.connect", permission: "tokens:write", target: null })
  .inputSchema(connectInput)
  .action(
    async ({ ctx, parsedInput }): Promise<ShownToken> =>
      connect(ctx.by, { ...parsedInput, headers: await headers() }, ctx.entry),
  );
