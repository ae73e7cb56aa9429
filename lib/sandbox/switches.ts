import "server-only";
import type { Context } from "hono";
import type { Store } from "./store";

const switches = ["other_currency", "parent_organization"] as const;
export type Switch = (typeof switches)[number];
const switchedOn = new WeakMap<Request, Switch>();

export function switchOn(context: Context, chosen: Switch): void {
  switchedOn.set(context.req.raw, chosen);
}

export function isOn(context: Context, asked: Switch): boolean {
  return switchedOn.get(context.req.raw) === asked;
}

export type ToCurrency = (workspaceId: string) => string;

export function toCurrencies(context: Context, store: Store): ToCurrency {
  if (!isOn(context, "other_currency")) return () => "USD";
  const others = store.workspaces.list().filter(({ id }) => id !== store.defaultWorkspaceId);
  const inEuros = new Set(
    others.filter(({ name }, index) => name === "Claude Code" || index % 2 === 0).map(({ id }) => id),
  );
  return (workspaceId) => (inEuros.has(workspaceId) ? "EUR" : "USD");
}

export const childOrganizations = [
  "b1f4c2d0-7a39-4c55-9d2e-3f0a6e8c1b47",
  "e09d5a73-1c8b-4f26-8a94-5d7b2c6f0e13",
];
