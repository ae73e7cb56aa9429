import "server-only";
import { randomUUID } from "node:crypto";
import { isCrossSite } from "@/lib/core/auth/origin";
import { AppError, type Failure, toHttpStatus } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";
import { rememberWithin } from "@/lib/core/process/per-request";
import { servedReads } from "@/lib/core/telemetry/served-reads";
import type { Read } from "./define-read";
import { toFailure } from "./failure";
import { noteIfForbidden } from "./refused-read";

type Reads = Record<string, Read>;
const prefix = "/api/";

/** The one route of all reads: a JSON answer, or a `Failure` with its status. */
export function serveReads(declared: readonly Reads[]) {
  const reads = new Map(declared.flatMap((some) => Object.entries(some)));
  for (const address of reads.keys()) servedReads().add(prefix + address);

  async function respond(request: Request): Promise<Response> {
    const requestId = randomUUID();
    const headers = { "cache-control": "no-store", "x-request-id": requestId };
    const { pathname } = new URL(request.url);
    const read = reads.get(pathname.slice(prefix.length));
    if (!read) return refuse({ code: "not_found", requestId }, headers);
    if (read.method !== request.method && request.method !== "HEAD")
      return new Response(null, { status: 405, headers: { ...headers, allow: read.method } });
    try {
      refuseCrossSite(request.headers);
      const answer = await rememberWithin(() => read.answer(request));
      log.debug({ requestId, path: pathname }, "read");
      return Response.json(answer, { headers });
    } catch (error) {
      const who = await noteIfForbidden(error, read.permission);
      return refuse(toFailure(error, pathname, requestId, who), headers);
    }
  }
  return { GET: respond, POST: respond };
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
