import "server-only";
import Big from "big.js";
import { toPeriodEnd } from "@/lib/core/format/calendar";
import { toExact } from "@/lib/core/money/money";
import { sumDecimals } from "@/lib/core/money/money-math";
import { type Row, toAmounts, toText } from "@/lib/core/sheets/columns";
import { formatNumber } from "@/lib/money/spend/vocabulary";
import type { Account, StatementContent, StatementLine } from "@/lib/money/statements/schema";

export const ledgerColumns = [
  ...toText(["statement", "date", "account", "cost_center", "description"]),
  ...toAmounts(["debit", "credit"]),
  ...toText(["currency"]),
];

/**
 * One journal entry of the printed amounts: a line for each center and month, and the offset account's line, so that
 * debits equal credits. A negative amount is on the other side.
 */
export function toLedgerRows(content: StatementContent, accounts: readonly Account[]): Row[] {
  const { number, month, lines, currency, printedTotalCents } = content;
  const toRow = (account: string, center: string | null, description: string, cents: string): Row => {
    const amount = toExact(new Big(cents).abs().toFixed(), currency);
    const isCredit = new Big(cents).lt(0);
    return [
      formatNumber(number),
      toPeriodEnd(`${month}-01`, "month"),
      account,
      center,
      description,
      isCredit ? null : amount,
      isCredit ? amount : null,
      currency,
    ];
  };
  const entries = groupLines(lines).filter(({ cents }) => cents !== "0");
  return [
    ...entries.map(({ center, month: of, cents }) => {
      const description = of === month ? `Claude API ${month}` : `Claude API, adjustment for ${of}`;
      return toRow(findAccount(accounts, center), center, description, cents);
    }),
    ...(printedTotalCents === "0"
      ? []
      : [
          toRow(
            findOffset(accounts),
            null,
            `Claude API ${month}`,
            new Big(printedTotalCents).times(-1).toFixed(),
          ),
        ]),
  ];
}

function groupLines(lines: readonly StatementLine[]) {
  const groups = new Map<string, StatementLine[]>();
  for (const line of lines) {
    const key = JSON.stringify([line.center, line.month]);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()].map((own) => ({
    center: own[0]?.center ?? null,
    month: own[0]?.month ?? "",
    cents: sumDecimals(own.map(({ printedCents }) => printedCents)),
  }));
}

function findAccount(accounts: readonly Account[], center: string | null): string {
  const isIt = (one: Account) =>
    center === null ? one.role === "unassigned" : one.role === "center" && one.center === center;
  return accounts.find(isIt)?.account ?? "";
}

function findOffset(accounts: readonly Account[]): string {
  return accounts.find(({ role }) => role === "offset")?.account ?? "";
}
