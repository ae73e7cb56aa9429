"use server";
import { action } from "@/lib/core/entry/action-client";
import { retryInput, runInput } from "./schema";
import { settleRun } from "./settle";
import { cancelRun, decideRun, retryRows } from "./store";

export const cancelBulk = action
  .metadata({ name: "bulk.cancel", permission: "bulk:write", target: "runId" })
  .inputSchema(runInput)
  .action(({ ctx, parsedInput: { runId } }) => settleRun(ctx, runId, (tx) => cancelRun(tx, ctx.by, runId)));

export const retryBulk = action
  .metadata({ name: "bulk.retry", permission: "bulk:write", target: "runId" })
  .inputSchema(retryInput)
  .action(({ ctx, parsedInput }) =>
    settleRun(ctx, parsedInput.runId, (tx) => retryRows(tx, ctx.by, parsedInput)),
  );

export const approveBulk = action
  .metadata({ name: "bulk.approve", permission: "bulk:approve", target: "runId" })
  .inputSchema(runInput)
  .action(({ ctx, parsedInput: { runId } }) =>
    settleRun(ctx, runId, (tx) => decideRun(tx, ctx.by, runId, true)),
  );

export const declineBulk = action
  .metadata({ name: "bulk.decline", permission: "bulk:approve", target: "runId" })
  .inputSchema(runInput)
  .action(({ ctx, parsedInput: { runId } }) =>
    settleRun(ctx, runId, (tx) => decideRun(tx, ctx.by, runId, false)),
  );
