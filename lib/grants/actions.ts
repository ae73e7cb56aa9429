"use server";
import { action } from "@/lib/entry/action-client";
import { deleteGrant, getGrant, insertGrant, updateGrant } from "./mirror";
import { grantInput, removeGrantInput } from "./schema";

export const addGrant = action
  .metadata({ name: "grant.add", permission: "grants:write", target: "email" })
  .inputSchema(grantInput)
  .action(({ ctx, parsedInput: after }) =>
    ctx.entry.settle({ outcome: "succeeded", label: after.email, after }, (tx) =>
      insertGrant(tx, ctx.by, after),
    ),
  );

export const changeGrant = action
  .metadata({ name: "grant.change", permission: "grants:write", target: "email" })
  .inputSchema(grantInput)
  .action(async ({ ctx, parsedInput: after }) => {
    const before = await getGrant(after.email);
    await ctx.entry.settle({ outcome: "succeeded", label: after.email, before, after }, (tx) =>
      updateGrant(tx, after),
    );
  });

export const removeGrant = action
  .metadata({ name: "grant.remove", permission: "grants:write", target: "email" })
  .inputSchema(removeGrantInput)
  .action(async ({ ctx, parsedInput: { email } }) => {
    const before = await getGrant(email);
    await ctx.entry.settle({ outcome: "succeeded", label: email, before, after: null }, (tx) =>
      deleteGrant(tx, email),
    );
  });
