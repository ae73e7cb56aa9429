"use server";
import { z } from "zod";
import { endSessionsOf } from "@/lib/auth/session-ends";
import { action } from "@/lib/entry/action-client";
import { endSessionsInput } from "./schema";

export const endSessions = action
  .metadata({ name: "session.end", permission: "sessions:write", target: "name" })
  .inputSchema(endSessionsInput)
  .action(({ ctx, parsedInput: { name } }) =>
    ctx.entry.settle({ outcome: "succeeded", label: name }, (tx) =>
      endSessionsOf(tx, name, ctx.by.actor.email),
    ),
  );

export const signOutEverywhere = action
  .metadata({ name: "session.end_own", permission: "me:write", target: null })
  .inputSchema(z.object({}))
  .action(({ ctx }) => {
    const { id, email } = ctx.by.actor;
    const name = id === "link" ? id : email;
    return ctx.entry.settle({ outcome: "succeeded", label: email }, (tx) => endSessionsOf(tx, name, email));
  });
