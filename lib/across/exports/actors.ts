import "server-only";
import { type Permit, permitActor } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { AppError } from "@/lib/core/errors/errors";
import { toExact, usd } from "@/lib/core/money/money";
import { type Sheet, toAmounts, toText } from "@/lib/core/sheets/columns";
import { listAllSpendActors } from "@/lib/money/spend/actors";
import { readActorsSearch } from "@/lib/money/spend/route-search";
import type { SpendActors } from "@/lib/money/spend/schema";
import type { ActorsQuery } from "@/lib/money/spend/search-params";
import { sendFile } from "./export-file";
import { toMissingDays } from "./report-sheets";

/** Every key or person, then each reason for the gap, so that the file adds up to what is billed. */
export function exportActors(
  request: Request,
  file: string,
  getActor: () => Promise<Actor | null>,
): Promise<Response> {
  return sendFile(request, file, getActor, async (actor, name, search) => {
    if (name !== "keys-and-people") throw new AppError("not_found", "there is no such file");
    return openActors(permitActor(actor, "cost:read"), readActorsSearch(search));
  });
}

export async function openActors(by: Permit<"cost:read">, query: ActorsQuery): Promise<Sheet> {
  return toSheet(await listAllSpendActors(by, query), query.kind);
}

const amounts = ["amount", "list_amount"];

function toSheet(found: SpendActors, kind: string): Sheet {
  const { from, to, source, currency, missingDays, loading, incompleteDays } = found;
  const toCells = (...cents: (string | null)[]) => {
    const exact = cents.map((each) => each && toExact(each, currency));
    return [...(currency === usd ? exact : exact.map(() => null)), ...exact, currency];
  };
  const lines = [
    ...found.rows.map((row) => [
      ...[from, to, kind, row.id, row.name, row.email, source],
      ...toCells(row.cents, row.listCents),
    ]),
    ...found.gaps.map(({ reason, cents }) => [
      ...[from, to, "gap", reason, null, null, "billed"],
      ...toCells(cents, null),
    ]),
  ];
  return {
    columns: [
      ...toText(["from", "to", "kind", "id", "name", "email", "source"]),
      ...toAmounts([...amounts.map((each) => `${each}_usd`), ...amounts]),
      ...toText(["currency"]),
    ],
    listRows: async function* () {
      yield lines;
    },
    isLongerThan: async (most) => lines.length > most,
    period: `${from}-${to}`,
    hasTotals: true,
    incompleteDays,
    missingDays: toMissingDays({ missingDays, loading }),
  };
}
