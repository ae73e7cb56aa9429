import "server-only";
import Big from "big.js";
import { desc } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { organization } from "@/lib/core/db/directory-tables";
import { AppError } from "@/lib/core/errors/errors";
import { addDays, type DayRange, toPeriodEnd, toPeriodStart } from "@/lib/core/format/calendar";
import type { Row, Sheet } from "@/lib/core/sheets/columns";
import { getCoverage } from "@/lib/money/reports/query/coverage";
import { countFacts } from "@/lib/money/reports/query/fact-days";
import { countIncompleteDays } from "@/lib/money/reports/query/incomplete";
import { readRangeSearch } from "@/lib/money/reports/route-search";
import { type Charge, focusColumns, type Quantity, toFocusRow } from "./focus-columns";
import { type ChargeRow, listCharges } from "./focus-sql";
import { toMissingDays } from "./report-sheets";

/** A week of days per query keeps memory flat and lets pages take their turn. */
const daysOfPiece = 7;
const tokensPriced = new Big("1e-6");
const searchesPriced = new Big("1e-3");

export async function openFocus({ actor }: Permit<"cost:read">, search: URLSearchParams): Promise<Sheet> {
  const range = readRangeSearch(search);
  const account = await getBillingAccount();
  return {
    columns: focusColumns,
    listRows: () => readCharges(actor, range, account),
    isLongerThan: async (most) => (await countFacts("cost", range)) > most,
    period: `${range.from}-${range.to}`,
    incompleteDays: await countIncompleteDays(["cost", "usage"], [range]),
    missingDays: toMissingDays(await getCoverage("cost", range)),
  };
}

/** @throws AppError not_available before the organization is known, because each row must name its account */
export async function getBillingAccount(): Promise<{ id: string; name: string }> {
  const db = await database();
  const [found] = await db.select().from(organization).orderBy(desc(organization.seenAt)).limit(1);
  if (!found) throw new AppError("not_available", "the organization isn't known yet");
  return { id: found.id, name: found.name };
}

async function* readCharges(
  actor: Actor,
  { from, to }: DayRange,
  account: Charge["account"],
): AsyncGenerator<Row[]> {
  for (let day = from; day <= to; day = addDays(day, daysOfPiece)) {
    const [last = to] = [addDays(day, daysOfPiece - 1), to].toSorted();
    const charges = await listCharges(actor, { from: day, to: last });
    yield charges.map((charge) => toFocusRow(toCharge(charge, account)));
  }
}

function toCharge(row: ChargeRow, account: Charge["account"]): Charge {
  const { day, workspaceId, workspace, tags, cost, currency, model, costType, tokenType } = row;
  return {
    billing: { from: toPeriodStart(day, "month"), to: toPeriodEnd(day, "month") },
    charged: { from: day, to: day },
    account,
    cost,
    currency,
    description: row.description ?? [model, tokenType ?? costType].filter(Boolean).join(" "),
    quantity: toQuantity(row),
    workspace: { id: workspaceId, name: workspace },
    tags,
    custom: {
      x_Model: model,
      x_CostType: costType,
      x_TokenType: tokenType,
      x_ServiceTier: row.serviceTier,
      x_ContextWindow: row.contextWindow,
    },
  };
}

/** In the units of the price list: a million tokens, a thousand searches. */
function toQuantity({ tokens, searches }: ChargeRow): Quantity | null {
  if (tokens !== null)
    return {
      pricing: new Big(tokens).times(tokensPriced).toFixed(),
      pricingUnit: "1000000 Tokens",
      consumed: tokens,
      consumedUnit: "Tokens",
    };
  if (searches === null) return null;
  const pricing = new Big(searches).times(searchesPriced).toFixed();
  return { pricing, pricingUnit: "1000 Requests", consumed: searches, consumedUnit: "Requests" };
}
