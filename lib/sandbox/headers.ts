import "server-only";
import type { Context } from "hono";
import { toInvalid } from "./problem";

export const oldVersion = "2023-06-01";
export const newVersion = "2026-10-21";

export function isOldVersion(context: Context): boolean {
  return context.req.header("anthropic-version") === oldVersion;
}

export function hasBeta(context: Context, beta: string): boolean {
  const listed = context.req.header("anthropic-beta") ?? "";
  return listed.split(",").some((name) => name.trim() === beta);
}

export function requireBeta(context: Context, beta: string): void {
  if (!hasBeta(context, beta)) throw toInvalid(`This endpoint needs the header anthropic-beta: ${beta}`);
}
