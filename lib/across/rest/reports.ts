import "server-only";
import type { ParserMap } from "nuqs/server";
import { sendSheet } from "@/lib/across/exports/export-file";
import { openSheet } from "@/lib/across/exports/sheets";
import { parseAsTexts } from "@/lib/core/address/search-params";
import type { Permission } from "@/lib/core/auth/permissions";
import { compareDecimals, sumDecimals } from "@/lib/core/money/money-math";
import { type Column, isSummed, type Row, type Sheet } from "@/lib/core/sheets/columns";
import { toCsv } from "@/lib/core/sheets/csv";
import { inTurns } from "@/lib/core/sheets/turns";
import { claudeCodeDimensions } from "@/lib/money/reports/claude-code/dimensions";
import { costDimensions } from "@/lib/money/reports/cost/dimensions";
import { rangeSearchParams, toFilterParams } from "@/lib/money/reports/search-params";
import { tagParams } from "@/lib/money/reports/tag-search-params";
import { usageDimensions } from "@/lib/money/reports/usage/dimensions";
import { parseAsSource } from "@/lib/money/reports/usage/search-params";
import { type Call, defineEndpoint, type Endpoint, type JsonSchema } from "./endpoint";
import { moneySchema, toFields, toMoney, toObject } from "./values";

export type Noun = "cost" | "usage" | "claude-code";

/** Columns by which files are in order of time. */
const times: readonly string[] = ["day", "hour", "week", "month"];
const csv = "text/csv";
const lines = "application/x-ndjson";

const measure = { anyOf: [moneySchema, { type: "array", items: moneySchema }, { type: "number" }] };
const reportSchema: JsonSchema = {
  type: "object",
  required: ["data", "total", "as_of"],
  properties: {
    data: {
      type: "array",
      description: "The columns of the group, and the measures: amounts as money, counts as numbers.",
      items: { type: "object", additionalProperties: true },
    },
    total: { type: "object", description: "The measures alone.", additionalProperties: measure },
    as_of: { type: "string", format: "date-time" },
  },
};

export const reportEndpoints: readonly Endpoint[] = [
  defineReport("cost", "cost:read", { ...toFilterParams([...costDimensions, "currency"]), ...tagParams }),
  defineReport("usage", "usage:read", {
    ...toFilterParams(usageDimensions),
    ...tagParams,
    source: parseAsSource,
  }),
  defineReport("claude-code", "claude-code:read", toFilterParams(claudeCodeDimensions)),
];

function defineReport(noun: Noun, permission: Permission, filters: ParserMap): Endpoint {
  return defineEndpoint({
    path: `/reports/${noun}`,
    permission,
    summary: `Report ${noun.replace("-", " ")}, by the columns that group names`,
    query: { ...rangeSearchParams, group: parseAsTexts, ...filters },
    alsoAs: [csv, lines],
    getSchema: async () => reportSchema,
    read: ({ actor }, call) => {
      const open = () => openSheet(noun, actor, call.search);
      const type = toType(call);
      const file = { noun, actor, open };
      if (type === csv)
        return sendSheet(call.search, {
          ...file,
          type: `${csv}; charset=utf-8`,
          extension: "csv",
          write: toCsv,
        });
      if (type === lines)
        return sendSheet(call.search, { ...file, type, extension: "ndjson", write: toLines });
      return sendSheet(call.search, { ...file, type, extension: "json", write: toJson });
    },
  });
}

/** The first type that the client names and that there is. */
function toType({ request }: Call): string {
  const accepted = (request.headers.get("accept") ?? "").split(",").map((one) => one.split(";")[0]?.trim());
  return (
    accepted.find((one) => one === csv || one === lines || one === "application/json") ?? "application/json"
  );
}

async function* toLines(sheet: Sheet): AsyncGenerator<Uint8Array> {
  const fields = toFields(sheet.columns);
  const encoder = new TextEncoder();
  for await (const rows of inTurns(sheet.listRows()))
    yield encoder.encode(rows.map((row) => `${JSON.stringify(toObject(fields, row))}\n`).join(""));
}

/**
 * The first rows, and what all of them add up to. `most` rows are kept: the largest by the first measure, unless they are
 * in the order of time.
 */
export async function readReport(
  noun: Noun,
  { actor }: Call["program"],
  search: URLSearchParams,
  most: number,
) {
  const sheet = await openSheet(noun, actor, search);
  const totals = new Totals(sheet.columns);
  const fields = toFields(sheet.columns);
  const isInTime = sheet.columns.some(({ name }) => times.includes(name));
  const measure = sheet.columns.findIndex(isSummed);
  const toLargest = (rows: Row[]) =>
    rows.toSorted((one, other) => compareDecimals(other[measure] ?? "0", one[measure] ?? "0"));
  let [kept, count]: [Row[], number] = [[], 0];
  for await (const rows of inTurns(sheet.listRows())) {
    totals.add(rows);
    count += rows.length;
    kept.push(...(isInTime ? rows.slice(0, most - kept.length) : rows));
    if (!isInTime && kept.length > 10 * most) kept = toLargest(kept).slice(0, most);
  }
  const rows = (isInTime ? kept : toLargest(kept)).slice(0, most).map((row) => toObject(fields, row));
  const { missingDays = 0, incompleteDays = 0 } = sheet;
  return { rows, count, total: totals.toObject(), missingDays, incompleteDays };
}

/** The rows as they come, then what they add up to, so that no report is in memory as a whole. */
async function* toJson(sheet: Sheet): AsyncGenerator<Uint8Array> {
  const fields = toFields(sheet.columns);
  const totals = new Totals(sheet.columns);
  const encoder = new TextEncoder();
  const asOf = new Date().toISOString();
  let isFirst = true;
  for await (const rows of inTurns(sheet.listRows())) {
    totals.add(rows);
    const text = rows.map((row) => JSON.stringify(toObject(fields, row))).join(",");
    if (text === "") continue;
    yield encoder.encode(`${isFirst ? '{"data":[' : ","}${text}`);
    isFirst = false;
  }
  const end = `"total":${JSON.stringify(totals.toObject())},"as_of":"${asOf}"}`;
  yield encoder.encode(`${isFirst ? '{"data":[' : ""}],${end}`);
}

/** Exact sums of the measures; of amounts, for each currency. */
class Totals {
  readonly #sums = new Map<string, string>();
  readonly #currencies = new Set<string>();
  readonly #at: number;

  constructor(private readonly columns: readonly Column[]) {
    this.#at = columns.findIndex(({ name }) => name === "currency");
  }

  add(rows: readonly Row[]): void {
    for (const row of rows) {
      const currency = row[this.#at] ?? "USD";
      this.#currencies.add(currency);
      for (const [index, column] of this.columns.entries()) {
        const cell = row[index] ?? null;
        if (cell === null || !isSummed(column)) continue;
        const key = column.kind === "amount" ? `${column.name} ${currency}` : column.name;
        this.#sums.set(key, sumDecimals([this.#sums.get(key) ?? "0", cell]));
      }
    }
  }

  toObject(): Record<string, unknown> {
    const currencies = this.#currencies.size > 0 ? [...this.#currencies].toSorted() : ["USD"];
    const found: Record<string, unknown> = {};
    for (const { name, kind } of this.columns.filter(isSummed)) {
      const sumIn = (currency: string) => toMoney(this.#sums.get(`${name} ${currency}`) ?? "0", currency);
      if (kind === "number") found[name] = Number(this.#sums.get(name) ?? "0");
      else if (!name.endsWith("_usd")) found[name] = toOne(currencies.map(sumIn));
      else if (!this.columns.some((one) => one.name === name.slice(0, -4)))
        found[name.slice(0, -4)] = sumIn("USD");
    }
    return found;
  }
}

/** Amounts in several currencies have no sum, so they are a list. */
function toOne<Amount>(amounts: readonly Amount[]): Amount | readonly Amount[] | undefined {
  return amounts.length > 1 ? amounts : amounts[0];
}
