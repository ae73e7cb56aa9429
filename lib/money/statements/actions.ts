"use server";
import { action } from "@/lib/core/entry/action-client";
import { formatNumber } from "@/lib/money/spend/vocabulary";
import { closeMonth as close } from "./close";
import { changeAccountsInput, closeMonthInput, reconcileInput } from "./schema";
import { getStatementRow, insertInvoice, listAccounts, listInvoices, replaceAccounts } from "./store";

export const closeMonth = action
  .metadata({ name: "statement.close", permission: "statements:write", target: "month" })
  .inputSchema(closeMonthInput)
  .action(({ ctx, parsedInput }) => close(ctx.by, parsedInput, ctx.entry));

export const reconcileInvoice = action
  .metadata({ name: "statement.reconcile", permission: "statements:write", target: "statement" })
  .inputSchema(reconcileInput)
  .action(async ({ ctx, parsedInput }) => {
    const number = Number(parsedInput.statement);
    const { month } = await getStatementRow(number);
    const [before = null] = await listInvoices(number);
    const { version: _, ...after } = parsedInput;
    const label = `${formatNumber(number)} (${month})`;
    await ctx.entry.settle({ outcome: "succeeded", label, before, after }, (tx) =>
      insertInvoice(tx, parsedInput, ctx.by.actor.email),
    );
  });

export const changeLedgerAccounts = action
  .metadata({ name: "ledger_account.change", permission: "statements:write", target: null })
  .inputSchema(changeAccountsInput)
  .action(async ({ ctx, parsedInput: { before: shown, accounts } }) => {
    const before = await listAccounts();
    await ctx.entry.settle({ outcome: "succeeded", before, after: accounts }, (tx) =>
      replaceAccounts(tx, shown, accounts),
    );
  });
