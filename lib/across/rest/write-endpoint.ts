import "server-only";
import { createHash } from "node:crypto";
import type { ParserMap } from "nuqs/server";
import { z } from "zod";
import { can, type Permission } from "@/lib/core/auth/permissions";
import { dropOperation } from "@/lib/core/db/operations";
import { toFailure } from "@/lib/core/entry/failure";
import { beginOperation, keepAnswer, keepBeating } from "@/lib/core/entry/operation";
import { readBody } from "@/lib/core/entry/read-body";
import { type ActionResult, unwrap } from "@/lib/core/entry/unwrap";
import { toOwnAddress } from "@/lib/core/env/own-address";
import { AppError, type ErrorCode } from "@/lib/core/errors/errors";
import type { Call, Endpoint, JsonSchema } from "./endpoint";
import type { Seen, Written } from "./written-object";

const maxBytes = 65_536;
const maxKeyLength = 255;

type Asked<Body, Found> = { call: Call; body: Body; seen: Found };

type Declared<Body, Found> = {
  method: "POST" | "PATCH" | "DELETE";
  path: string;
  summary: string;
  permission: Permission;
  query?: ParserMap;
  body?: z.ZodType<Body>;
  /** What the caller changes, as it is now: a newer state isn't overwritten. */
  see?: (call: Call, body: Body) => Promise<Found>;
  /** The action of the screens, with their checks and their record. */
  act: (asked: Asked<Body, Found>) => Promise<ActionResult<unknown>>;
  /** Asks a second admin where one may not do it alone. */
  ask?: (asked: Asked<Body, Found>) => Promise<ActionResult<{ runId: string }>>;
  /** What it answers with; nothing is left without. */
  of?: Written;
  /** Where that is, if not at the address of the write. */
  locate?: (call: Call, body: Body, data: unknown) => Call | Promise<Call>;
  /** What it answers with at once, because a run does it. */
  toRun?: (call: Call, data: unknown) => Promise<unknown>;
};

/** What programs change: the same actions as in browsers. */
export function defineWrite<Body = Record<string, never>, Found = undefined>(
  declared: Declared<Body, Found>,
): Endpoint {
  const { method, path, summary, permission, query = {}, see, act, ask, of, toRun } = declared;
  const { locate = (call) => call } = declared;
  const schema = declared.body ?? (z.strictObject({}) as unknown as z.ZodType<Body>); // Sound: Body is empty then.
  const perform = async (call: Call, body: Body): Promise<Answer> => {
    const seen = (can(call.program.actor, permission) ? await see?.(call, body) : undefined) as Found;
    const asked = { call, body, seen };
    const result = await act(asked);
    if (ask && result.serverError?.reason === "second_admin_needed")
      return toWaiting(unwrap(await ask(asked)));
    const data = unwrap(result);
    if (toRun) return { status: 202, body: await toRun(call, data) };
    if (!of) return { status: 204 };
    const found = await of.read(await locate(call, body, data));
    return { status: 200, body: toReadable(call, of, found, Object.keys(body as object)) };
  };
  const run = async (call: Call): Promise<Response> => {
    const body = await parseBody(schema, call.request);
    const asked = {
      email: call.program.actor.email,
      action: `${method} ${path}`,
      input: { params: call.params, search: call.search.toString(), body },
    };
    // Who has no right gets no earlier answer, and leaves none; the action refuses, and records that.
    const id = can(call.program.actor, permission) ? toOperationId(call) : undefined;
    return toResponse(await once(id, asked, () => perform(call, body)));
  };
  const getSchema = async (): Promise<JsonSchema> => {
    const { required: _, ...readable } = (await of?.getSchema()) ?? {};
    return { ...readable, description: "A token that may not read it gets the IDs and what it sent." };
  };
  const isRun = toRun && true;
  return { method, path, summary, permission, query, body: declared.body, getSchema, isRun, run };
}

/** What the token may read, or what it knows anyway. */
function toReadable({ program }: Call, { permission }: Written, found: Seen, sent: readonly string[]): Seen {
  if (permission === null || can(program.actor, permission)) return found;
  const known = ["type", "id", "user_id", "workspace_id", ...sent];
  return Object.fromEntries(Object.entries(found).filter(([name]) => known.includes(name)));
}

type Answer = { status: number; body?: unknown };

/** With these, nothing was done, and the same request may succeed later. */
const undone: readonly ErrorCode[] = [
  ...(["unauthenticated", "forbidden", "read_only", "too_many_requests", "rate_limited"] as const),
  ...(["store_unavailable", "organization_unproven", "standing_unknown", "directory_stale"] as const),
];

/** A request that is sent again gets the answer of the first, which is kept for a day. */
async function once(
  id: string | undefined,
  asked: { email: string; action: string; input: unknown },
  perform: () => Promise<Answer>,
): Promise<Answer> {
  if (id === undefined) return perform();
  const begun = await beginOperation<Answer>(id, asked);
  if (begun.kind === "misuse") throw begun.refusal;
  if (begun.kind === "second") return unwrap(begun.earlier);
  const stopBeating = keepBeating(begun.id);
  const result: ActionResult<Answer> = await perform()
    .then((data) => ({ data }))
    .catch((error: unknown) => ({ serverError: toFailure(error, asked.action) }))
    .finally(stopBeating);
  const isUndone = result.serverError !== undefined && undone.includes(result.serverError.code);
  await (isUndone ? dropOperation(begun.id) : keepAnswer(begun.id, result));
  return unwrap(result);
}

function toResponse({ status, body }: Answer): Response {
  return body === undefined ? new Response(null, { status }) : Response.json(body, { status });
}

function toWaiting({ runId }: { runId: string }): Answer {
  const url = toOwnAddress(`/bulk/${runId}`);
  return { status: 202, body: { run: runId, status: "waiting_for_approval", url } };
}

/** @throws AppError invalid, with the fields */
async function parseBody<Body>(schema: z.ZodType<Body>, request: Request): Promise<Body> {
  const text = await readBody(request, maxBytes);
  const { data, error } = schema.safeParse(text.trim() === "" ? {} : parseJson(text));
  if (!error) return data;
  const fields = new Map<string, string[]>();
  for (const issue of error.issues) {
    const names = issue.code === "unrecognized_keys" ? issue.keys : [String(issue.path[0] ?? "body")];
    for (const name of names) fields.set(name, [...(fields.get(name) ?? []), issue.message]);
  }
  throw new AppError("invalid", "the body is wrong", { fields: Object.fromEntries(fields) });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid", "the body isn't JSON", { cause, fields: { body: ["isn't JSON"] } });
  }
}

/** Of a token's own key; another token's is another's. */
function toOperationId({ request, program }: Call): string | undefined {
  const key = request.headers.get("idempotency-key");
  if (key === null) return undefined;
  if (key === "" || key.length > maxKeyLength)
    throw new AppError("invalid", "the key is wrong", {
      fields: { "Idempotency-Key": ["has 1 to 255 characters"] },
    });
  return `rest.${createHash("sha256").update(`${program.token.id} ${key}`).digest("base64url")}`;
}
