"use server";

import "server-only";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { Permit } from "@/lib/core/auth/permit";
import type { Transaction } from "@/lib/core/db/database";
import { action } from "@/lib/core/entry/action-client";
import { getRunOperation } from "./list-read-model";
import { requireRequester } from "./requester-store";
import { retryInput, runInput } from "./schema";
import { wakeBulk } from "./start";
import { startProposal } from "./start-proposal";
import { cancelRun, decideRun, retryRows } from "./store";

export const cancelBulk = action
  .metadata({ name: "bulk.cancel", permission: "bulk:write", target: "runId" })
  .inputSchema(runInput)
  .action(({ ctx, parsedInput: { runId } }) => settleRun(ctx, runId, (tx) => cancelRun(tx, ctx.by, runId)));

export const startProposed = action
  .metadata({ name: "bulk.start", permission: "bulk:write", target: "runId" })
  .inputSchema(runInput)
  .action(async ({ ctx, parsedInput: { runId } }) => {
    await getRunOperation(ctx.by, runId);
    await startProposal(ctx.by, runId, ctx.entry);
  });

export const retryBulk = action
  .metadata({ name: "bulk.retry", permission: "bulk:write", target: "runId" })
  .inputSchema(retryInput)
  .action(({ ctx, parsedInput }) =>
    settleRun(ctx, parsedInput.runId, (tx) => retryRows(tx, ctx.by, parsedInput)),
  );

export const approveBulk = action
  .metadata({ name: "bulk.approve", permission: "bulk:approve", target: "runId" })
  .inputSchema(runInput)
  .action(async ({ ctx, parsedInput: { runId } }) => {
    await getRunOperation(ctx.by, runId);
    await requireRequester(runId);
    await settleRun(ctx, runId, (tx) => decideRun(tx, ctx.by, runId, true));
  });

export const declineBulk = action
  .metadata({ name: "bulk.decline", permission: "bulk:approve", target: "runId" })
  .inputSchema(runInput)
  .action(({ ctx, parsedInput: { runId } }) =>
    settleRun(ctx, runId, (tx) => decideRun(tx, ctx.by, runId, false)),
  );

type Context = { entry: AuditEntry; by: Permit<"bulk:write"> | Permit<"bulk:approve"> };

/** Changes run and log in one transaction, then wakes the runner. */
async function settleRun(
  { entry, by }: Context,
  runId: string,
  change: (tx: Transaction) => Promise<unknown>,
): Promise<void> {
  const label = await getRunOperation(by, runId);
  await entry.settle({ outcome: "succeeded", label }, async (tx) => {
    await change(tx);
  });
  wakeBulk();
}
