import "server-only";
import { type Permit, permitActor } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { AppError } from "@/lib/core/errors/errors";
import { toDay } from "@/lib/core/format/calendar";
import { type Currency, toExact, usd } from "@/lib/core/money/money";
import { type Sheet, toAmounts, toNumbers, toText } from "@/lib/core/sheets/columns";
import { getSavings, listParts, type Part, toSaved } from "@/lib/money/savings/report";
import { loadSavingsSearch, type SavingsQuery, toSavingsQuery } from "@/lib/money/savings/search-params";
import { sendFile } from "./export-file";
import { toMissingDays } from "./report-sheets";

export function exportSavings(
  request: Request,
  file: string,
  getActor: () => Promise<Actor | null>,
): Promise<Response> {
  return sendFile(request, file, getActor, async (actor, name, search) => {
    if (name !== "savings") throw new AppError("not_found", "there is no such report");
    const by = permitActor(actor, "cost:read");
    return openSavings(by, toSavingsQuery(loadSavingsSearch(search), toDay(new Date())));
  });
}

export async function openSavings(by: Permit<"cost:read">, asked: SavingsQuery): Promise<Sheet> {
  const { from, to, currency, totals, missingDays, loading, incompleteDays } = await getSavings(by, asked);
  const others = asked.currency ? [] : totals.map((total) => total.currency);
  const rows: (string | null)[][] = [];
  for (const each of new Set([currency, ...others]))
    rows.push(...(await listParts(by.actor, each, { from, to })).map((part) => toRow(part, each)));
  return {
    columns,
    listRows: () => yieldOnce(rows),
    isLongerThan: async (most) => rows.length > most,
    period: `${from.slice(0, 7)}-${to.slice(0, 7)}`,
    hasTotals: true,
    incompleteDays,
    missingDays: toMissingDays({ missingDays, loading }),
  };
}

const amounts = ["paid", "saved_by_caching", "saved_by_batching", "full_price"];
const columns = [
  ...toText(["month", "model"]),
  ...toNumbers(["tokens"]),
  ...toAmounts([...amounts.map((name) => `${name}_usd`), ...amounts]),
  ...toNumbers(["tokens_without_full_price"]),
  ...toText(["currency"]),
];

/** Paid and saved add up to the full price, to the last digit. */
function toRow(part: Part, currency: Currency): (string | null)[] {
  const { paidCents, cachingCents, batchingCents, fullCents } = toSaved([part]);
  const exact = [paidCents, cachingCents, batchingCents, fullCents].map((cents) => toExact(cents, currency));
  const dollars = currency === usd ? exact : exact.map(() => null);
  return [part.month.slice(0, 7), part.model, part.tokens, ...dollars, ...exact, part.unpriced, currency];
}

async function* yieldOnce<Row>(rows: Row[]): AsyncGenerator<Row[]> {
  yield rows;
}
