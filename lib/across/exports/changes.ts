import "server-only";
import { type Permit, permitActor } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { AppError } from "@/lib/core/errors/errors";
import { toExact, usd } from "@/lib/core/money/money";
import { type Sheet, toAmounts, toText } from "@/lib/core/sheets/columns";
import { isTag, toColumnName, toTagValue } from "@/lib/money/reports/dimension";
import { defaultWorkspaceName } from "@/lib/money/reports/query/scope";
import type { SpendChanges } from "@/lib/money/spend/change-schema";
import { listSpendChanges } from "@/lib/money/spend/changes";
import { readChangesSearch } from "@/lib/money/spend/route-search";
import { sendFile } from "./export-file";
import { toMissingDays } from "./report-sheets";

/** Every row, where the page combines the smallest ones. */
export function exportChanges(
  request: Request,
  file: string,
  getActor: () => Promise<Actor | null>,
): Promise<Response> {
  return sendFile(request, file, getActor, async (actor, name, search) => {
    if (name !== "changes") throw new AppError("not_found", "there is no such file");
    return openChanges(permitActor(actor, "cost:read"), search);
  });
}

export async function openChanges(by: Permit<"cost:read">, search: URLSearchParams): Promise<Sheet> {
  const query = readChangesSearch(search);
  return toSheet(await listSpendChanges(by, query), query.by);
}

function toSheet(changes: SpendChanges, by: string): Sheet {
  const { after, before, currency, rows, missingDays, loading, incompleteDays } = changes;
  const days = [after.from, after.to, before.from, before.to];
  const lines = rows.map(({ key, label, beforeCents, afterCents, differenceCents }) => {
    const amounts = [beforeCents, afterCents, differenceCents].map((cents) => toExact(cents, currency));
    const dollars = currency === usd ? amounts : amounts.map(() => null);
    return [
      toColumnName(by),
      label ?? (by === "workspace" ? defaultWorkspaceName : null),
      (isTag(by) ? toTagValue(key) : null) ?? key,
      ...days,
      ...dollars,
      ...amounts,
      currency,
    ];
  });
  return {
    columns: [
      ...toText(["by", "name", "id", "from", "to", "before_from", "before_to"]),
      ...toAmounts(["before_usd", "after_usd", "difference_usd", "before", "after", "difference"]),
      ...toText(["currency"]),
    ],
    listRows: async function* () {
      yield lines;
    },
    isLongerThan: async (most) => lines.length > most,
    period: `${after.from}-${after.to}`,
    hasTotals: true,
    incompleteDays,
    missingDays: toMissingDays({ missingDays, loading }),
  };
}
