import "server-only";
import { z } from "zod";
import { toExact, usd } from "@/lib/core/money/money";
import type { JsonSchema } from "./endpoint";
import { moneySchema, nullable, toMoney } from "./values";

// What pages read, as programs get it: names in snake case, and cents as amounts with their currency.

type Fields = Readonly<Record<string, unknown>>;

export function toWire(value: unknown, currency: string = usd): unknown {
  if (Array.isArray(value)) return value.map((one) => toWire(one, currency));
  if (!isFields(value)) return value;
  const own = typeof value.currency === "string" ? value.currency : currency;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      toName(name),
      isCents(name) ? toAmounts(one, own) : toWire(one, own),
    ]),
  );
}

/** The schema of what `toWire` makes of what this schema parses. */
export function toWireSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...declared } = z.toJSONSchema(schema, { io: "output", unrepresentable: "any" });
  return rename(declared);
}

function rename(schema: unknown): JsonSchema {
  if (Array.isArray(schema)) return schema.map(rename) as unknown as JsonSchema; // Sound: a keyword's list of schemas.
  if (!isFields(schema)) return schema as JsonSchema; // Sound: a keyword's own value.
  const { properties, required, additionalProperties: _, ...rest } = schema;
  const renamed = Object.entries(rest).map(([keyword, value]) => [
    keyword,
    isNested(keyword) ? rename(value) : value,
  ]);
  return {
    ...Object.fromEntries(renamed),
    ...(isFields(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, one]) => [
          toName(name),
          isCents(name) ? toAmountsSchema(name) : rename(one),
        ]),
      ),
    }),
    ...(Array.isArray(required) && { required: required.map(toName) }),
  };
}

function isNested(keyword: string): boolean {
  return ["items", "anyOf", "oneOf", "allOf", "prefixItems"].includes(keyword);
}

/** Amounts in several currencies are a list. */
function toAmounts(value: unknown, currency: string): unknown {
  if (isFields(value))
    return Object.entries(value).map(([code, cents]) => toMoney(toExact(String(cents), code), code));
  return typeof value === "string" ? toMoney(toExact(value, currency), currency) : null;
}

function toAmountsSchema(name: string): JsonSchema {
  if (name.startsWith("other")) return nullable({ type: "array", items: moneySchema });
  return nullable(moneySchema);
}

function isCents(name: string): boolean {
  return name === "cents" || /Cents(30d)?$|^cents30d$/.test(name);
}

function toName(name: string): string {
  const plain = name === "cents" ? "amount" : name.replace(/Cents$/, "");
  return plain.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
