import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { isCrossSite } from "@/lib/auth/origin";
import type { Permission } from "@/lib/auth/permissions";
import { type Permit, permit } from "@/lib/auth/permit";
import { AppError, toHttpStatus } from "@/lib/errors";
import { log } from "@/lib/log";
import { toFailure } from "./failure";

type Route<P extends Permission, S extends z.ZodType, Answer> = {
  permission: P;
  /** Parses the query string, given as an object of texts. */
  search: S;
  read: (by: Permit<P>, query: z.output<S>, request: Request) => Promise<Answer>;
};

/** A GET door: permission, parsed query, answer as JSON; errors as a `Failure` with its status. */
export function defineRoute<P extends Permission, S extends z.ZodType, Answer>(route: Route<P, S, Answer>) {
  return async function respond(request: Request): Promise<Response> {
    const requestId = randomUUID();
    const headers = { "cache-control": "no-store", "x-request-id": requestId };
    const { pathname, searchParams } = new URL(request.url);
    try {
      refuseCrossSite(request.headers);
      const by = await permit(route.permission);
      const answer = await route.read(by, parseSearch(route.search, searchParams), request);
      log.debug({ requestId, path: pathname }, "read");
      return Response.json(answer, { headers });
    } catch (error) {
      const failure = toFailure(error, pathname, requestId);
      return Response.json(failure, { status: toHttpStatus(failure.code), headers });
    }
  };
}

/** @throws AppError foreign_origin for a read that another site's page has started */
export function refuseCrossSite(headers: Headers): void {
  if (isCrossSite(headers)) throw new AppError("foreign_origin", "another site asked for this");
}

/** @throws AppError invalid where a text holds a NUL, which no database text can */
export function refuseNul(search: URLSearchParams): void {
  for (const [key, text] of search)
    if (text.includes("\0"))
      throw new AppError("invalid", "the query string holds a NUL", { fields: { [key]: ["holds a NUL"] } });
}

/** @throws AppError invalid, with the messages of each field */
export function parseSearch<S extends z.ZodType>(schema: S, search: URLSearchParams): z.output<S> {
  refuseNul(search);
  const { data, error } = schema.safeParse(Object.fromEntries(search));
  if (!error) return data;
  const fields: Record<string, string[]> = {};
  for (const { path, message } of error.issues) {
    const key = String(path[0] ?? "query");
    fields[key] = [...(fields[key] ?? []), message];
  }
  throw new AppError("invalid", "the query string is wrong", { fields });
}
