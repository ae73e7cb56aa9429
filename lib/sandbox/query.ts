import "server-only";
import type { Context } from "hono";
import type { z } from "zod";
import { toInvalid } from "./problem";

/**
 * `name[]` is the only form of a list. A plain `name` is refused with a hint, except by analytics, which ignore it;
 * `name[0]` is always refused. Empty elements are dropped by default.
 */
export function readList(context: Context, name: string, keepsEmpty = false): string[] {
  const { pathname, searchParams } = new URL(context.req.url);
  const isIgnoringPlain = pathname.includes("/organizations/analytics/");
  const isPlain = searchParams.getAll(name).some((value) => value !== "");
  const hasIndex = [...searchParams.keys()].some((key) => key.startsWith(`${name}[`) && key !== `${name}[]`);
  if (hasIndex || (isPlain && !isIgnoringPlain))
    throw toInvalid(`${name}: is a list. Did you mean ${name}[]? Repeat ${name}[]= for each value.`);
  const values = searchParams.getAll(`${name}[]`);
  return keepsEmpty ? values : values.filter((value) => value !== "");
}

export function readText(context: Context, name: string): string | undefined {
  return context.req.query(name) || undefined;
}

export function readFlag(context: Context, name: string): boolean {
  const text = readText(context, name);
  if (text !== undefined && text !== "true" && text !== "false")
    throw toInvalid(`${name}: must be a boolean.`);
  return text === "true";
}

export function readOneOf<T extends string>(
  context: Context,
  name: string,
  allowed: readonly T[],
): T | undefined {
  const text = readText(context, name);
  return text === undefined ? undefined : toMember(name, text, allowed);
}

export function readAllOf<T extends string>(context: Context, name: string, allowed: readonly T[]): T[] {
  return [...new Set(readList(context, name))].map((text) => toMember(name, text, allowed));
}

function toMember<T extends string>(name: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === text);
  if (found === undefined) throw toInvalid(`${name}: "${text}" is not one of ${allowed.join(", ")}.`);
  return found;
}

export type LimitRule = { fallback: number; most: number };
export const pageLimit: LimitRule = { fallback: 20, most: 1000 };

export function readLimit(context: Context, rule: LimitRule = pageLimit): number {
  const text = readText(context, "limit");
  if (text === undefined) return rule.fallback;
  const limit = /^\d+$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > rule.most) throw toInvalid(`limit: must be between 1 and ${rule.most}.`);
  return limit;
}

const instant = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

export function readInstant(context: Context, name: string): number | undefined {
  const text = readText(context, name);
  if (text === undefined) return undefined;
  const value = instant.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(value)) throw toInvalid(`${name}: must be an RFC 3339 timestamp.`);
  return value;
}

export function requireInstant(context: Context, name: string): number {
  const value = readInstant(context, name);
  if (value === undefined) throw toInvalid(`${name}: Field required`);
  return value;
}

export async function readBody<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
  const text = await context.req.text();
  const body: unknown = await new Response(text || "{}").json().catch(() => {
    throw toInvalid("The request body is not valid JSON.");
  });
  const { data, error } = schema.safeParse(body);
  if (!error) return data;
  const [issue] = error.issues;
  throw toInvalid(issue ? `${issue.path.join(".") || "body"}: ${issue.message}` : "Invalid request");
}
