import "server-only";
import { type Permit, permitActor } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { AppError } from "@/lib/core/errors/errors";
import { toExact, usd } from "@/lib/core/money/money";
import { type Sheet, toAmounts, toText } from "@/lib/core/sheets/columns";
import { getChargeback } from "@/lib/money/spend/chargeback";
import type { Chargeback } from "@/lib/money/spend/schema";
import { loadChargebackSearch } from "@/lib/money/spend/search-params";
import { sendFile } from "./export-file";
import { toMissingDays } from "./report-sheets";

export function exportChargeback(
  request: Request,
  file: string,
  getActor: () => Promise<Actor | null>,
): Promise<Response> {
  return sendFile(request, file, getActor, async (actor, name, search) => {
    if (name !== "statement") throw new AppError("not_found", "there is no such statement");
    return openStatement(permitActor(actor, "cost:read"), search);
  });
}

export async function openStatement(by: Permit<"cost:read">, search: URLSearchParams): Promise<Sheet> {
  const asked = loadChargebackSearch(search);
  const first = await getChargeback(by, asked);
  refuseWithoutCenter(first);
  const others = asked.currency === null ? first.totals.map(({ currency }) => currency) : [];
  const rest = others
    .filter((currency) => currency !== first.currency)
    .map((currency) => getChargeback(by, { ...asked, currency }));
  return toSheet([first, ...(await Promise.all(rest))]);
}

/** @throws AppError refused for a rule that lacks its center, because the file would claim that nothing was assigned */
function refuseWithoutCenter({ lacksCenter }: Chargeback): void {
  if (lacksCenter)
    throw new AppError("refused", "the rule lacks its cost center", { reason: "rule_without_center" });
}

/** Amounts sum to the total of each currency; unassigned cost has no cost center. */
function toSheet(statements: [Chargeback, ...Chargeback[]]): Sheet {
  const [{ month, missingDays, loading, incompleteDays }] = statements;
  const rows = statements.flatMap(toRows);
  return {
    columns: [
      ...toText(["month", "tag", "cost_center", "workspaces"]),
      ...toAmounts(["direct_usd", "shared_usd", "amount_usd", "direct", "shared", "amount"]),
      ...toText(["currency"]),
    ],
    listRows: () => yieldOnce(rows),
    isLongerThan: async (most) => rows.length > most,
    period: month,
    hasTotals: true,
    incompleteDays,
    missingDays: toMissingDays({ missingDays, loading }),
  };
}

async function* yieldOnce<Row>(rows: Row[]): AsyncGenerator<Row[]> {
  yield rows;
}

function toRows({ month, tag, lines, currency }: Chargeback) {
  return lines.map((line) => {
    const amounts = [line.directCents, line.sharedCents, line.cents].map((cents) => toExact(cents, currency));
    const dollars = currency === usd ? amounts : amounts.map(() => null);
    return [month, tag, line.center, line.workspaces.join("; "), ...dollars, ...amounts, currency];
  });
}
