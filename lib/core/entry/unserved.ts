import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "@/lib/core/errors/errors";
import { answer } from "./answer";
import { toFailure } from "./failure";
import { toPath } from "./request-path";

/** Files in `public` and of the build, which no action belongs to. */
const file = /^\/([\w-]+\.[a-z]+$|_next\/)/;

/**
 * Next answers these with 500, or leads elsewhere: addresses that aren't encoded UTF-8 or name a host, methods that pages and files don't have, and actions
 * that another site's page calls. Returns whether it was one.
 */
export function refuseUnserved(request: IncomingMessage, response: ServerResponse): boolean {
  const { method = "GET", url = "/", headers } = request;
  const path = toPath(url);
  if (!isDecodable(path) || !url.startsWith("/")) {
    answer(response, { status: 400, body: "" });
    return true;
  }
  if (path.startsWith("/api/") || method === "GET" || method === "HEAD") return false;
  if (method !== "POST" || headers["next-action"] === undefined || file.test(path)) {
    answer(response, { status: 405, body: "", headers: { Allow: "GET, HEAD" } });
    return true;
  }
  if (!isForeign(request)) return false;
  const refusal = new AppError("foreign_origin", "an action was called from another site");
  answer(response, { status: 403, body: toFailure(refusal, path) });
  return true;
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** As Next compares them. An action itself refuses a missing origin, and one that isn't in NEXTAUTH_URL. */
function isForeign({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  const [forwarded = ""] = String(headers["x-forwarded-host"] ?? "").split(",");
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== (forwarded.trim() || host);
}
