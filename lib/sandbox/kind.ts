import "server-only";
import type { MiddlewareHandler } from "hono";
import { Problem } from "./problem";
import type { Store } from "./store";

/** Parts that only Console organizations have, with the status that others get. */
const consoleOnly: [path: RegExp, status: number][] = [
  [/^\/v1\/organizations\/(workspaces|api_keys)(\/|$)/, 404],
  [/^\/v1\/organizations\/(usage_report|cost_report|rate_limits)(\/|$)/, 403],
];

export function refuseMissingParts(store: Store): MiddlewareHandler {
  return async ({ req }, next) => {
    const [, status] = consoleOnly.find(([path]) => path.test(req.path)) ?? [];
    if (store.kind === "enterprise" && status)
      throw new Problem(status, "This endpoint is not available for this organization.");
    await next();
  };
}
