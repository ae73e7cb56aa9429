"use server";
import { action } from "@/lib/core/entry/action-client";
import { getOpenFinding, requireAssignee, saveDecision } from "./decision-store";
import { assignFindingInput, dismissFindingInput, findingInput } from "./schema";
import { toEndOfDay } from "./to-end-of-day";

export const dismissFinding = action
  .metadata({ name: "finding.dismiss", permission: "findings:write", target: "findingId" })
  .inputSchema(dismissFindingInput)
  .action(async ({ ctx, parsedInput: { findingId, reason, until } }) => {
    const { rule, label } = await getOpenFinding(ctx.by, findingId);
    const decision = {
      dismissedBy: ctx.by.actor.email,
      dismissedAt: new Date(),
      dismissedUntil: toEndOfDay(until),
      dismissReason: reason,
    };
    const after = { rule, reason, until };
    await ctx.entry.settle({ outcome: "succeeded", label, before: { rule }, after }, (tx) =>
      saveDecision(tx, findingId, decision),
    );
  });

export const reopenFinding = action
  .metadata({ name: "finding.reopen", permission: "findings:write", target: "findingId" })
  .inputSchema(findingInput)
  .action(async ({ ctx, parsedInput: { findingId } }) => {
    const { rule, label, dismissReason: reason } = await getOpenFinding(ctx.by, findingId);
    const none = { dismissedBy: null, dismissedAt: null, dismissedUntil: null, dismissReason: null };
    await ctx.entry.settle({ outcome: "succeeded", label, before: { rule, reason }, after: { rule } }, (tx) =>
      saveDecision(tx, findingId, none),
    );
  });

export const assignFinding = action
  .metadata({ name: "finding.assign", permission: "findings:write", target: "findingId" })
  .inputSchema(assignFindingInput)
  .action(async ({ ctx, parsedInput: { findingId, to, dueOn } }) => {
    const { rule, label, ...known } = await getOpenFinding(ctx.by, findingId);
    await requireAssignee(to, findingId);
    const before = { rule, to: known.assignedTo, dueOn: known.dueOn };
    const decision = { assignedTo: to, assignedBy: ctx.by.actor.email, dueOn };
    await ctx.entry.settle({ outcome: "succeeded", label, before, after: { rule, to, dueOn } }, (tx) =>
      saveDecision(tx, findingId, decision),
    );
  });

export const unassignFinding = action
  .metadata({ name: "finding.unassign", permission: "findings:write", target: "findingId" })
  .inputSchema(findingInput)
  .action(async ({ ctx, parsedInput: { findingId } }) => {
    const { rule, label, assignedTo, dueOn } = await getOpenFinding(ctx.by, findingId);
    const none = { assignedTo: null, assignedBy: null, dueOn: null };
    await ctx.entry.settle(
      { outcome: "succeeded", label, before: { rule, to: assignedTo, dueOn }, after: { rule } },
      (tx) => saveDecision(tx, findingId, none),
    );
  });
