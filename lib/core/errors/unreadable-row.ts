import "server-only";
import type { z } from "zod";
import { yieldThread } from "@/lib/core/process/yield-thread";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type UnreadableRow = {
  /** Null if not even the ID is readable. */
  id: string | null;
  /** The path of the first unexpected field; empty for the row itself. */
  field: string;
  /** `form`: a value of the right type that can't be interpreted, such as an amount that isn't a number. */
  problem: "missing" | "type" | "form";
  sample: Json;
};

/** How many rows are read between two turns of others; a few milliseconds for the largest. */
export const rowsOfSlice = 100;

const maxTextLength = 500;
const maxSampleLength = 4_000;
const maxFields = 60;
const maxItems = 20;
const deepest = 6;
/** API keys, signing secrets, signed tokens, and anything after "Bearer". */
const secretText = /sk-ant-[\w-]+|whsec_[\w+/=-]+|\beyJ[\w-]+\.[\w.-]+|(?<=\bBearer\s+)\S+/gi;
const secretField = /secret|password|authorization|token$/i;

type ReadRows<T> = { rows: T[]; unreadable: UnreadableRow[] };

/** Reads row by row, so that an odd one affects only itself. `key`: the fields of its ID; report rows have none. */
export function readRows<T>(
  schema: z.ZodType<T>,
  received: readonly unknown[],
  key: readonly string[] = ["id"],
): ReadRows<T> {
  const rows: T[] = [];
  const unreadable: UnreadableRow[] = [];
  for (const one of received) {
    const { success, data, error } = schema.safeParse(one);
    if (success) rows.push(data);
    else unreadable.push(toUnreadable(one, error, key));
  }
  return { rows, unreadable };
}

export async function readManyRows<T>(
  schema: z.ZodType<T>,
  received: readonly unknown[],
  key?: readonly string[],
): Promise<ReadRows<T>> {
  const read: ReadRows<T> = { rows: [], unreadable: [] };
  for (let from = 0; from < received.length; from += rowsOfSlice) {
    const slice = readRows(schema, received.slice(from, from + rowsOfSlice), key);
    read.rows.push(...slice.rows);
    read.unreadable.push(...slice.unreadable);
    await yieldThread();
  }
  return read;
}

export function toUnreadable(
  received: unknown,
  error: z.ZodError,
  key: readonly string[] = ["id"],
): UnreadableRow {
  const [issue] = error.issues;
  const path = issue?.path ?? [];
  return {
    id: toId(received, key),
    field: cleanText(path.map(String).join(".")),
    problem: toProblem(received, path, issue?.code),
    sample: toSample(received),
  };
}

function toProblem(received: unknown, path: readonly PropertyKey[], code: string | undefined) {
  if (path.length > 0 && toField(received, path) === undefined) return "missing";
  return code === "invalid_type" ? "type" : "form";
}

function toField(received: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined),
    received,
  );
}

function toId(received: unknown, key: readonly string[]): string | null {
  const parts = key.map((name) => toField(received, [name]));
  const isWhole = parts.length > 0 && parts.every((part) => typeof part === "string" && part !== "");
  return isWhole ? parts.join("/") : null;
}

function toSample(received: unknown): Json {
  const sample = strip(received);
  const { length } = JSON.stringify(sample);
  return length > maxSampleLength ? `(${length} characters)` : sample;
}

/** Plain JSON of bounded size without secrets. */
export function strip(value: unknown, depth = 0): Json {
  if (typeof value === "string") return cleanText(value);
  if (value === null || typeof value === "boolean" || typeof value === "number") return value;
  if (typeof value !== "object" || depth > deepest) return null;
  if (Array.isArray(value)) return value.slice(0, maxItems).map((each) => strip(each, depth + 1));
  const fields = Object.entries(value).slice(0, maxFields);
  return Object.fromEntries(
    fields.map(([name, each]) => [
      cleanText(name),
      secretField.test(name) && typeof each === "string" ? "[secret]" : strip(each, depth + 1),
    ]),
  );
}

export function cleanText(text: string): string {
  const whole = Buffer.from(text.replace(secretText, "[secret]").slice(0, maxTextLength), "utf8").toString(
    "utf8",
  );
  return whole.replaceAll("\0", "\ufffd");
}
