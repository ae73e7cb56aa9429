import { setTimeout as pause } from "node:timers/promises";
import type { Context } from "hono";
import { z } from "zod";
import { ConnectionCut, Problem, toErrorResponse } from "@/lib/sandbox/problem";
import { switchOn } from "@/lib/sandbox/switches";
import { toLargeYen } from "./large-yen";
import { keepOneBucket, reverseBuckets } from "./odd-pages";
import { makeOdd } from "./odd-rows";

const faultKinds = [
  "error",
  "rate_limit",
  "spend_cap",
  "html",
  "html_ok",
  "truncated",
  "lost_before",
  "lost_after",
  "slow",
  "revoked",
  "odd_rows",
  "no_export",
  "one_bucket",
  "out_of_order",
  "other_currency",
  "large_yen",
  "parent_organization",
] as const;

export const faultInput = z.strictObject({
  kind: z.enum(faultKinds),
  method: z.string().toUpperCase().optional(),
  path: z.union([z.string(), z.instanceof(RegExp)]).optional(),
  /** What the request's body must contain. */
  body: z.string().optional(),
  times: z.number().int().min(1).optional(),
  status: z.number().int().min(400).max(599).optional(),
  error_code: z.string().optional(),
  retry_after: z.number().int().min(0).optional(),
  delay_ms: z.number().int().min(0).max(600_000).optional(),
});
export type Fault = z.infer<typeof faultInput>;

type Asked = { method: string; path: string; body: string };

export type Faults = {
  add: (fault: Fault) => void;
  clear: () => void;
  take: (request: Asked) => Fault | undefined;
};

export function createFaults(): Faults {
  let armed: { fault: Fault; left: number }[] = [];
  return {
    add(given) {
      const fault = faultInput.parse(given);
      armed.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
    },
    clear() {
      armed = [];
    },
    take(request) {
      const found = armed.find(({ fault }) => isMatching(fault, request));
      if (!found) return undefined;
      if (found.fault.kind !== "revoked") found.left -= 1;
      armed = armed.filter(({ left }) => left > 0);
      return found.fault;
    },
  };
}

function isMatching({ method, path, body }: Fault, asked: Asked): boolean {
  if (method !== undefined && method !== asked.method) return false;
  if (body !== undefined && !asked.body.includes(body)) return false;
  if (path === undefined) return true;
  return typeof path === "string" ? asked.path.includes(path) : path.test(asked.path);
}

const appliedCodes = ["workspace_created_incomplete", "storage_attached_during_archive"];

/** Responds as the fault says; `apply` runs the real request if the fault allows it. */
export async function applyFault(
  fault: Fault,
  { requestId, context }: { requestId: string; context: Context },
  apply: () => Promise<Response>,
): Promise<Response> {
  if (fault.delay_ms !== undefined || fault.kind === "slow") await pause(fault.delay_ms ?? 1000);
  switch (fault.kind) {
    case "slow":
      return apply();
    case "lost_before":
      throw new ConnectionCut("The connection was cut before the request arrived.");
    case "lost_after":
      await apply();
      if (fault.status === undefined) throw new ConnectionCut("The connection was cut before the answer.");
      return toErrorResponse(toProblem(fault, fault.status), requestId);
    case "odd_rows":
      return makeOdd(await apply(), context.req.path);
    case "one_bucket":
      return keepOneBucket(context, await apply());
    case "out_of_order":
      return reverseBuckets(await apply());
    case "other_currency":
    case "parent_organization":
      switchOn(context, fault.kind);
      return apply();
    case "large_yen":
      return toLargeYen(await apply());
    case "no_export":
      return Response.json({ data: [], has_more: false, next_page: null, data_refreshed_at: null });
    case "truncated":
      return truncate(await apply());
    case "html":
      return toHtml(fault.status ?? 502);
    case "html_ok":
      return toHtml(200);
    case "error":
      return answerError(fault, requestId, apply);
    default:
      return toErrorResponse(toRefusal(fault), requestId);
  }
}

async function answerError(
  fault: Fault,
  requestId: string,
  apply: () => Promise<Response>,
): Promise<Response> {
  const problem = toProblem(fault, fault.status ?? 500);
  if (!appliedCodes.includes(fault.error_code ?? "")) return toErrorResponse(problem, requestId);
  const applied = await apply();
  if (!applied.ok) return applied;
  const { id } = z.object({ id: z.string() }).parse(await applied.json());
  const details = { error_code: fault.error_code ?? "", workspace_id: id };
  return toErrorResponse(new Problem(problem.status, problem.message, details), requestId);
}

function toProblem(fault: Fault, status: number): Problem {
  const details = fault.error_code === undefined ? undefined : { error_code: fault.error_code };
  const headers = status === 429 ? { "retry-after": String(fault.retry_after ?? 1) } : {};
  return new Problem(status, "Injected by the sandbox.", details, headers);
}

function toRefusal(fault: Fault): Problem {
  if (fault.kind === "revoked") return new Problem(401, "invalid x-api-key");
  if (fault.kind === "rate_limit") return toProblem(fault, 429);
  const details = { error_code: fault.error_code ?? "enforced_spend_limit_reached" };
  return new Problem(429, "The monthly spend limit is reached.", details);
}

function toHtml(status: number): Response {
  const body = `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>Bad gateway</h1></body></html>`;
  return new Response(body, { status, headers: { "content-type": "text/html; charset=UTF-8" } });
}

async function truncate(response: Response): Promise<Response> {
  const text = await response.text();
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  return new Response(text.slice(0, Math.ceil(text.length / 2)), { status: response.status, headers });
}
