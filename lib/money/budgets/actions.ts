"use server";
import { toRecipients } from "@/lib/core/delivery/recipients";
import { limitHandSends } from "@/lib/core/delivery/send-limit";
import { action } from "@/lib/core/entry/action-client";
import { log } from "@/lib/core/log/log";
import { addBudget as add, toLabel } from "./add";
import { recordCrossings } from "./crossings";
import { addBudgetInput, changeBudgetInput, removeBudgetInput, testBudgetInput } from "./schema";
import { deleteBudget, getBudget, toRecordedBudget, updateBudget } from "./store";
import { sendBudgetTest } from "./test";

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
