import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { isCrossSite } from "@/lib/auth/origin";
import type { Permission } from "@/lib/auth/permissions";
import { type Permit, permit } from "@/lib/auth/permit";
import { AppError, type Failure, toHttpStatus } from "@/lib/errors";
import { log } from "@/lib/log";
import { rememberWithin } from "@/lib/per-request";
import { toFailure } from "./failure";
import { readPeople } from "./read-people";
import { noteIfForbidden } from "./refused-read";

/** A schema of the query string's fields, or what reads it with the parsers of a page. */
type Search<Query> = z.ZodType<Query> | ((search: URLSearchParams) => Query);

type Route<P extends Permission, Query, Answer> = {
  permission: P;
  search: Search<Query>;
  read: (by: Permit<P>, query: Query, request: Request) => Promise<Answer>;
};

/** A GET route: permission, parsed query, JSON answer; errors become a `Failure` with its status. */
export function defineRoute<P extends Permission, Query, Answer>(route: Route<P, Query, Answer>) {
  return async function respond(request: Request): Promise<Response> {
    const requestId = randomUUID();
    const headers = { "cache-control": "no-store", "x-request-id": requestId };
    const { pathname, searchParams } = new URL(request.url);
    try {
      refuseCrossSite(request.headers);
      const answer = await rememberWithin(async () => {
        const by = await permit(route.permission);
        const query = parseSearch(route.search, searchParams);
        return readPeople(() => route.read(by, query, request), by.actor);
      });
      log.debug({ requestId, path: pathname }, "read");
      return Response.json(answer, { headers });
    } catch (error) {
      const who = await noteIfForbidden(error, route.permission);
      const failure = toFailure(error, pathname, requestId, who);
      return refuse(failure, headers);
    }
  };
}

export function refuse(failure: Failure, headers: Record<string, string>): Response {
  const { code, retryAfterSeconds } = failure;
  const wait = retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
  return Response.json(failure, { status: toHttpStatus(code), headers: { ...headers, ...wait } });
}

/** @throws AppError foreign_origin for a read that another site's page has started */
export function refuseCrossSite(headers: Headers): void {
  if (isCrossSite(headers)) throw new AppError("foreign_origin", "another site asked for this");
}

/** As much as Node accepts for the request line and headers. */
const maxSearchLength = 16_384;

/**
 * Refuses fields that come twice, which some readers would resolve differently, and NUL, which the database can't
 * store.
 * @throws AppError too_large, invalid
 */
export function checkSearch(search: URLSearchParams): void {
  if (search.toString().length > maxSearchLength)
    throw new AppError("too_large", "the query string is too long", { reason: "query_too_long" });
  for (const [key, text] of search) {
    if (text.includes("\0"))
      throw new AppError("invalid", "the query string holds a NUL", { fields: { [key]: ["holds a NUL"] } });
    if (search.getAll(key).length > 1)
      throw new AppError("invalid", "a field comes twice", { fields: { [key]: ["comes twice"] } });
  }
}

/** @throws AppError invalid, with the messages of each field */
function parseSearch<Query>(read: Search<Query>, search: URLSearchParams): Query {
  checkSearch(search);
  if (typeof read === "function") return read(search);
  const { data, error } = read.safeParse(Object.fromEntries(search));
  if (!error) return data;
  const fields: Record<string, string[]> = {};
  for (const { path, message } of error.issues) {
    const key = String(path[0] ?? "query");
    fields[key] = [...(fields[key] ?? []), message];
  }
  throw new AppError("invalid", "the query string is wrong", { fields });
}
