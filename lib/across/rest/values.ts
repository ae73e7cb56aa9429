import "server-only";
import { usd } from "@/lib/core/money/money";
import type { Column, Row } from "@/lib/core/sheets/columns";
import type { JsonSchema } from "./endpoint";

export const moneySchema: JsonSchema = { $ref: "#/components/schemas/Money" };
const usdEnd = /_usd$/;

type Field = { name: string; schema: JsonSchema; read: (row: Row) => unknown };

/**
 * The fields that a row of a file is to programs: numbers, parsed JSON, and amounts with their currency. What is an amount
 * in dollars and one in its own currency in files is one field here.
 */
export function toFields(columns: readonly Column[]): Field[] {
  const at = (name: string) => columns.findIndex((column) => column.name === name);
  const currencyAt = at("currency");
  return columns.flatMap((column, index): Field[] => {
    const { kind, isJson } = column;
    const cell = (row: Row) => row[index] ?? null;
    // The only rates are costs of something.
    if (kind === "amount" || kind === "rate") {
      const name = column.name.replace(usdEnd, "");
      if (name !== column.name && at(name) >= 0) return [];
      const toCurrency = (row: Row) =>
        name === column.name && currencyAt >= 0 ? (row[currencyAt] ?? usd) : usd;
      return [{ name, schema: nullable(moneySchema), read: (row) => toMoney(cell(row), toCurrency(row)) }];
    }
    if (isJson) return [{ name: column.name, schema: {}, read: (row) => JSON.parse(cell(row) ?? "null") }];
    if (kind === "number")
      return [
        { name: column.name, schema: { type: ["number", "null"] }, read: (row) => toNumber(cell(row)) },
      ];
    return [{ name: column.name, schema: toTextSchema(kind), read: cell }];
  });
}

export function toObject(fields: readonly Field[], row: Row): Record<string, unknown> {
  return Object.fromEntries(fields.map(({ name, read }) => [name, read(row)]));
}

export function toObjectSchema(fields: readonly Field[]): JsonSchema {
  return {
    type: "object",
    required: fields.map(({ name }) => name),
    properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema])),
  };
}

export function toMoney(amount: string | null, currency: string) {
  return amount === null ? null : { amount, currency };
}

function toNumber(text: string | null): number | null {
  return text === null ? null : Number(text);
}

function toTextSchema(kind: Column["kind"]): JsonSchema {
  const formats: Partial<Record<Column["kind"], string>> = { day: "date", instant: "date-time" };
  const format = formats[kind];
  return { type: ["string", "null"], ...(format && { format }) };
}

export function nullable(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: "null" }] };
}
