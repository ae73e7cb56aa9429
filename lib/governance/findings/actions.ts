"use server";
import { writeThrough } from "@/lib/core/audit/write-through";
import { action } from "@/lib/core/entry/action-client";
import { startDecisionRun } from "./bulk";
import { toAssignmentWrite, toDismissalWrite } from "./decisions";
import {
  assignFindingInput,
  assignFindingsInput,
  dismissFindingInput,
  dismissFindingsInput,
  findingInput,
  findingsInput,
} from "./schema";

export const dismissFinding = action
  .metadata({ name: "finding.dismiss", permission: "findings:write", target: "findingId" })
  .inputSchema(dismissFindingInput)
  .action(async ({ ctx, parsedInput: { findingId, ...dismissal } }) => {
    await writeThrough(ctx.entry, toDismissalWrite(ctx.by, findingId, dismissal));
  });

export const reopenFinding = action
  .metadata({ name: "finding.reopen", permission: "findings:write", target: "findingId" })
  .inputSchema(findingInput)
  .action(async ({ ctx, parsedInput: { findingId } }) => {
    await writeThrough(ctx.entry, toDismissalWrite(ctx.by, findingId, null));
  });

export const assignFinding = action
  .metadata({ name: "finding.assign", permission: "findings:write", target: "findingId" })
  .inputSchema(assignFindingInput)
  .action(async ({ ctx, parsedInput: { findingId, ...assignment } }) => {
    await writeThrough(ctx.entry, toAssignmentWrite(ctx.by, findingId, assignment));
  });

export const unassignFinding = action
  .metadata({ name: "finding.unassign", permission: "findings:write", target: "findingId" })
  .inputSchema(findingInput)
  .action(async ({ ctx, parsedInput: { findingId } }) => {
    await writeThrough(ctx.entry, toAssignmentWrite(ctx.by, findingId, null));
  });

export const dismissFindings = action
  .metadata({ name: "bulk.start", permission: "findings:write", target: null })
  .inputSchema(dismissFindingsInput)
  .action(({ ctx, parsedInput: { findingIds, ...params } }) =>
    startDecisionRun(ctx.by, { operation: "finding.dismiss", findingIds, params }, ctx.entry),
  );

export const reopenFindings = action
  .metadata({ name: "bulk.start", permission: "findings:write", target: null })
  .inputSchema(findingsInput)
  .action(({ ctx, parsedInput: { findingIds } }) =>
    startDecisionRun(ctx.by, { operation: "finding.reopen", findingIds }, ctx.entry),
  );

export const assignFindings = action
  .metadata({ name: "bulk.start", permission: "findings:write", target: null })
  .inputSchema(assignFindingsInput)
  .action(({ ctx, parsedInput: { findingIds, ...params } }) =>
    startDecisionRun(ctx.by, { operation: "finding.assign", findingIds, params }, ctx.entry),
  );
