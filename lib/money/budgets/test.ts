import "server-only";
import { database } from "@/lib/core/db/client";
import type { SentOutcome } from "@/lib/core/delivery/schema";
import { sendNow } from "@/lib/core/delivery/send";
import { AppError } from "@/lib/core/errors/errors";
import { toDay } from "@/lib/core/format/calendar";
import { everyone } from "@/lib/core/organization/visibility";
import { readBudgets } from "./list-read-model";
import { composeNotice } from "./notices";
import { notify } from "./notify";

/**
 * Sends one message to every recipient that says it is a test, and what the budget stands at.
 * @throws AppError not_found
 */
export async function sendBudgetTest(budgetId: string, occasion: string): Promise<SentOutcome[]> {
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
