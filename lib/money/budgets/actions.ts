"use server";

import "server-only";
import { database } from "@/lib/core/db/client";
import { toRecipients } from "@/lib/core/delivery/recipients";
import type { SentOutcome } from "@/lib/core/delivery/schema";
import { sendNow } from "@/lib/core/delivery/send";
import { limitHandSends } from "@/lib/core/delivery/send-limit";
import { action } from "@/lib/core/entry/action-client";
import { AppError } from "@/lib/core/errors/errors";
import { toDay } from "@/lib/core/format/calendar";
import { log } from "@/lib/core/log/log";
import { everyone } from "@/lib/core/organization/visibility";
import { addBudget as add, toLabel } from "./add";
import { recordCrossings } from "./crossings";
import { readBudgets } from "./list-read-model";
import { composeNotice } from "./notices";
import { notify } from "./notify";
import { addBudgetInput, changeBudgetInput, removeBudgetInput, testBudgetInput } from "./schema";
import { deleteBudget, getBudget, toRecordedBudget, updateBudget } from "./store";

export const addBudget = action
  .metadata({ name: "budget.add", permission: "budgets:write", target: "budgetId" })
  .inputSchema(addBudgetInput)
  .action(async ({ ctx, parsedInput }) => {
    const { actor } = ctx.by;
    const given = {
      ...parsedInput,
      recipients: await toRecipients(parsedInput.recipients, { actor, present: [] }),
    };
    await add(ctx.by, given, ctx.entry);
    await noteCrossings();
  });

export const changeBudget = action
  .metadata({ name: "budget.change", permission: "budgets:write", target: "budgetId" })
  .inputSchema(changeBudgetInput)
  .action(async ({ ctx, parsedInput }) => {
    const before = toRecordedBudget(await getBudget(parsedInput.budgetId));
    const asked = { actor: ctx.by.actor, present: before.recipients };
    const given = { ...parsedInput, recipients: await toRecipients(parsedInput.recipients, asked) };
    const after = toRecordedBudget({ ...before, ...given });
    await ctx.entry.settle({ outcome: "succeeded", label: toLabel(before), before, after }, (tx) =>
      updateBudget(tx, given),
    );
    await noteCrossings();
  });

export const removeBudget = action
  .metadata({ name: "budget.remove", permission: "budgets:write", target: "budgetId" })
  .inputSchema(removeBudgetInput)
  .action(async ({ ctx, parsedInput: { budgetId } }) => {
    const before = toRecordedBudget(await getBudget(budgetId));
    await ctx.entry.settle({ outcome: "succeeded", label: toLabel(before), before, after: null }, (tx) =>
      deleteBudget(tx, budgetId),
    );
  });

export const testBudget = action
  .metadata({ name: "budget.test", permission: "budgets:write", target: "budgetId" })
  .inputSchema(testBudgetInput)
  .action(async ({ ctx, parsedInput: { budgetId } }) => {
    const budget = toRecordedBudget(await getBudget(budgetId));
    await limitHandSends(ctx.by.actor);
    const outcomes = await sendBudgetTest(budgetId, ctx.entry.id);
    await ctx.entry.settle({ outcome: "succeeded", label: toLabel(budget), after: { outcomes } });
    return outcomes;
  });

/** The budget is saved whatever happens here, and the next cost sync records what is missing. */
async function noteCrossings(): Promise<void> {
  try {
    await recordCrossings();
  } catch (err) {
    log.warn({ err }, "the reached thresholds of a saved budget were not recorded");
  }
}

/**
 * Sends one message to every recipient that says it is a test, and what the budget stands at.
 * @throws AppError not_found
 */
async function sendBudgetTest(budgetId: string, occasion: string): Promise<SentOutcome[]> {
  const now = new Date();
  const budget = (await readBudgets(everyone, toDay(now))).find(({ id }) => id === budgetId);
  if (!budget) throw new AppError("not_found", "there is no such budget");
  const state = {
    event: "test" as const,
    month: toDay(now).slice(0, 7),
    threshold: 0,
    cents: budget.spentCents ?? "0",
  };
  const db = await database();
  const ids = await db.transaction((tx) =>
    notify(tx, budgetId, { ...state, occasion: `test ${occasion}`, now }),
  );
  return sendNow(ids, composeNotice);
}
