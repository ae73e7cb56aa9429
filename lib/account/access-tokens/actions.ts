"use server";
import { refuseAlone } from "@/lib/core/bulk/second-admin";
import { action } from "@/lib/core/entry/action-client";
import { startServiceTokenRun } from "./bulk";
import { makeToken, toMaking } from "./make";
import { newServiceTokenInput, newTokenInput, type ShownToken, tokenIdInput } from "./schema";
import { getToken, revokeToken } from "./store";

export const addOwnToken = action
  .metadata({ name: "access_token.add", permission: "tokens:write", target: null })
  .inputSchema(newTokenInput)
  .action(
    ({ ctx, parsedInput }): Promise<ShownToken> =>
      makeToken(toMaking(ctx.by.actor, { ...parsedInput, persona: null }), ctx.entry),
  );

export const addServiceToken = action
  .metadata({ name: "access_token.add_service", permission: "settings:write", target: null })
  .inputSchema(newServiceTokenInput)
  .action(async ({ ctx, parsedInput }): Promise<ShownToken> => {
    await refuseAlone(ctx.by.actor, "access_token.add_service", ctx.entry);
    return makeToken(toMaking(ctx.by.actor, parsedInput), ctx.entry);
  });

/** If one admin may not do this alone, the token is shown but works only once a second one approves. */
export const requestServiceToken = action
  .metadata({ name: "bulk.start", permission: "settings:write", target: null })
  .inputSchema(newServiceTokenInput)
  .action(
    ({ ctx, parsedInput }): Promise<ShownToken & { runId: string }> =>
      startServiceTokenRun(ctx.by, parsedInput, ctx.entry),
  );

export const revokeOwnToken = action
  .metadata({ name: "access_token.revoke", permission: "me:write", target: "id" })
  .inputSchema(tokenIdInput)
  .action(async ({ ctx, parsedInput: { id } }) => {
    const { name } = await getToken(id, ctx.by.actor.email);
    await ctx.entry.settle({ outcome: "succeeded", label: name }, (tx) => revokeToken(tx, id));
  });

export const revokeAnyToken = action
  .metadata({ name: "access_token.revoke", permission: "sessions:write", target: "id" })
  .inputSchema(tokenIdInput)
  .action(async ({ ctx, parsedInput: { id } }) => {
    const { name } = await getToken(id);
    await ctx.entry.settle({ outcome: "succeeded", label: name }, (tx) => revokeToken(tx, id));
  });
