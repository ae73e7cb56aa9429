"use server";
import { z } from "zod";
import { endSessionsOf } from "@/lib/core/auth/session-store";
import { action } from "@/lib/core/entry/action-client";
import { endSessionInput, endSessionsInput } from "./schema";
import { getSessionOwner, removeSession } from "./store";

export const endSession = action
  .metadata({ name: "session.end", permission: "sessions:write", target: "id" })
  .inputSchema(endSessionInput)
  .action(async ({ ctx, parsedInput: { id } }) => {
    const label = await getSessionOwner(id);
    await ctx.entry.settle({ outcome: "succeeded", label }, (tx) => removeSession(tx, id));
  });

export const endSessions = action
  .metadata({ name: "session.end", permission: "sessions:write", target: "name" })
  .inputSchema(endSessionsInput)
  .action(({ ctx, parsedInput: { name } }) =>
    ctx.entry.settle({ outcome: "succeeded", label: name }, (tx) => endSessionsOf(tx, name)),
  );

export const endOwnSession = action
  .metadata({ name: "session.end_own", permission: "me:write", target: "id" })
  .inputSchema(endSessionInput)
  .action(({ ctx, parsedInput: { id } }) => {
    const { email } = ctx.by.actor;
    return ctx.entry.settle({ outcome: "succeeded", label: email }, (tx) => removeSession(tx, id, email));
  });

export const signOutEverywhere = action
  .metadata({ name: "session.end_own", permission: "me:write", target: null })
  .inputSchema(z.object({}))
  .action(({ ctx }) => {
    const { email } = ctx.by.actor;
    return ctx.entry.settle({ outcome: "succeeded", label: email }, (tx) => endSessionsOf(tx, email));
  });
