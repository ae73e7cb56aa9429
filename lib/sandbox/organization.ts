import "server-only";
import { Hono } from "hono";
import type { Store } from "./store";

export function createOrganizationRoutes(store: Store): Hono {
  return new Hono().get("/me", (context) => context.json(store.organization));
}
