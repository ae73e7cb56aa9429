import "server-only";
import Big from "big.js";
import { permitActor } from "@/lib/auth/permit";
import type { Actor } from "@/lib/auth/session";
import { parseSearch } from "@/lib/entry/define-route";
import { AppError } from "@/lib/errors";
import { getChargeback } from "@/lib/spend/chargeback";
import type { Chargeback } from "@/lib/spend/schema";
import { chargebackSearch } from "@/lib/spend/search-schema";
import { type Sheet, toNumbers, toText } from "./columns";
import { sendFile } from "./export-file";

/** Answers `statement.csv` or `statement.xlsx`: the statement of the page with the same query string. */
export function exportChargeback(
  request: Request,
  file: string,
  getActor: () => Promise<Actor | null>,
): Promise<Response> {
  return sendFile(request, file, async (name, search) => {
    if (name !== "statement") throw new AppError("not_found", "there is no such statement");
    const by = permitActor(await getActor(), "cost:read");
    return toSheet(await getChargeback(by, parseSearch(chargebackSearch, search)));
  });
}

/** Lines whose amounts sum to the total; what nobody has been given has no cost centre. */
function toSheet({ month, tag, lines }: Chargeback): Sheet {
  const rows = lines.map((line) => [
    month,
    tag,
    line.center,
    line.workspaces.join("; "),
    ...[line.directCents, line.sharedCents, line.cents].map(toDollars),
  ]);
  return {
    columns: [
      ...toText(["month", "tag", "cost_center", "workspaces"]),
      ...toNumbers(["direct_usd", "shared_usd", "amount_usd"]),
    ],
    listRows: () => yieldOnce(rows),
    isLongerThan: async (most) => rows.length > most,
    period: month,
  };
}

async function* yieldOnce<Row>(rows: Row[]): AsyncGenerator<Row[]> {
  yield rows;
}

function toDollars(cents: string): string {
  return new Big(cents).times("0.01").toFixed();
}
