import "server-only";
import Big from "big.js";
import { toPeriodEnd } from "@/lib/core/format/calendar";
import { toExact } from "@/lib/core/money/money";
import { sumDecimals } from "@/lib/core/money/money-math";
import { type Row, toAmounts, toText } from "@/lib/core/sheets/columns";
import { formatNumber } from "@/lib/money/spend/vocabulary";
import { listBooked } from "@/lib/money/statements/booked";
import type { Account, Invoice, StatementContent, StatementLine } from "@/lib/money/statements/schema";
import type { BridgePart } from "@/lib/money/statements/vocabulary";

export const ledgerColumns = [
  ...toText(["statement", "date", "account", "cost_center", "description"]),
  ...toAmounts(["debit", "credit"]),
  ...toText(["currency"]),
];

/**
 * One journal entry of the printed amounts: a line for each center and month, for each other part of the invoice if one is
 * entered, and the offset account's line, so that debits equal credits, and both the invoice. A negative amount is on the
 * other side.
 */
export function toLedgerRows(
  content: StatementContent,
  accounts: readonly Account[],
  invoice?: Invoice,
): Row[] {
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
  const booked = (invoice && listBooked(content, invoice)) ?? [];
  const total = new Big(sumDecimals([printedTotalCents, ...booked.map(({ cents }) => cents)]));
  const offset = invoice ? `Claude API ${month}, invoice ${invoice.invoiceNumber}` : `Claude API ${month}`;
  const entries = groupLines(lines).filter(({ cents }) => cents !== "0");
  return [
    ...entries.map(({ center, month: of, cents }) => {
      const description = of === month ? `Claude API ${month}` : `Claude API, adjustment for ${of}`;
      return toRow(findAccount(accounts, center), center, description, cents);
    }),
    ...booked.map(({ part, cents }) =>
      toRow(findOf(accounts, part), null, `Claude API ${month}: ${partNames[part]}`, cents),
    ),
    ...(total.eq(0) ? [] : [toRow(findOf(accounts, "offset"), null, offset, total.times(-1).toFixed())]),
  ];
}

const partNames: Record<BridgePart, string> = {
  priority: "Priority Tier",
  credits: "credits",
  taxes: "taxes",
  rounding: "rounding",
  other: "other",
};

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

function findOf(accounts: readonly Account[], of: BridgePart | "offset"): string {
  return accounts.find(({ role }) => role === of)?.account ?? "";
}
