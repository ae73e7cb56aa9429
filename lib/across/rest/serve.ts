import "server-only";
import { randomUUID } from "node:crypto";
import { toPathId } from "@/lib/core/address/search-params";
import { authenticate, type Program } from "@/lib/core/auth/access-token";
import { asProgram } from "@/lib/core/auth/program";
import { checkSearch } from "@/lib/core/entry/define-read";
import { toFailure } from "@/lib/core/entry/failure";
import { noteIfForbidden } from "@/lib/core/entry/refused-read";
import { refuseFields } from "@/lib/core/entry/strict-search";
import { AppError } from "@/lib/core/errors/errors";
import { rememberWithin } from "@/lib/core/process/per-request";
import type { Endpoint } from "./endpoint";
import { toProblem } from "./problem";
import { spend } from "./request-limit";

export const prefix = "/api/v1";

/** All endpoints behind one route. Whoever asks is known by their access token, and by nothing else. */
export function serveEndpoints(endpoints: readonly Endpoint[]) {
  const routes = endpoints.map((endpoint) => ({ endpoint, form: toForm(endpoint.path) }));

  return async function respond(request: Request): Promise<Response> {
    const requestId = randomUUID();
    const headers: Record<string, string> = { "cache-control": "no-store", "x-request-id": requestId };
    const { pathname, searchParams: search } = new URL(request.url);
    const path = pathname.slice(prefix.length);
    const found = routes.flatMap(({ endpoint, form }) => {
      const params = readParams(form, path);
      return params ? [{ endpoint, params }] : [];
    });
    const answer = async (program: Program): Promise<Response> => {
      const { endpoint, params } = found.find((one) => one.endpoint.method === toMethod(request)) ?? {};
      try {
        spend(program.token.id, headers);
        if (found.length === 0) throw new AppError("not_found", "there is no such endpoint");
        if (!endpoint || !params) return refuseMethod(found, headers);
        checkSearch(search);
        refuseUnknown(endpoint, search);
        const body = await rememberWithin(() => endpoint.run({ program, params, search, request }));
        if (request.method === "HEAD" && body instanceof Response) await body.body?.cancel();
        return body instanceof Response ? withHeaders(body, headers) : Response.json(body, { headers });
      } catch (error) {
        const who = await noteIfForbidden(error, endpoint?.permission ?? undefined);
        return toProblem(toFailure(error, pathname, requestId, who), headers);
      }
    };
    try {
      const program = await authenticate(request);
      return await asProgram(program.actor, () => answer(program));
    } catch (error) {
      return toProblem(toFailure(error, pathname, requestId), headers);
    }
  };
}

/** A HEAD is a GET whose body Node leaves out. */
function toMethod({ method }: Request): string {
  return method === "HEAD" ? "GET" : method;
}

function toForm(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
}

function readParams(form: RegExp, path: string): Record<string, string> | null {
  const found = form.exec(path);
  if (!found) return null;
  const params: Record<string, string> = {};
  for (const [name, segment] of Object.entries(found.groups ?? {})) {
    const id = toPathId(segment);
    if (id === null) return null;
    params[name] = id;
  }
  return params;
}

/** @throws AppError invalid */
function refuseUnknown({ query }: Endpoint, search: URLSearchParams): void {
  const unknown = [...search.keys()].filter((name) => !Object.hasOwn(query, name));
  refuseFields(Object.fromEntries(unknown.map((name) => [name, ["is not a field of this endpoint"]])));
}

function refuseMethod(found: { endpoint: Endpoint }[], headers: Record<string, string>): Response {
  const allow = found.map(({ endpoint }) => endpoint.method).join(", ");
  const body = {
    type: "urn:castellan:problem:method_not_allowed",
    title: "Method Not Allowed",
    status: 405,
    code: "method_not_allowed",
    detail: `This endpoint takes ${allow}.`,
    request_id: headers["x-request-id"],
  };
  return Response.json(body, {
    status: 405,
    headers: { ...headers, allow, "content-type": "application/problem+json" },
  });
}

function withHeaders(response: Response, headers: Record<string, string>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
