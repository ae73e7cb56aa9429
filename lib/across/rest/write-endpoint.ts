import "server-only";
import { createHash } from "node:crypto";
import type { ParserMap } from "nuqs/server";
import { z } from "zod";
import { can, type Permission } from "@/lib/core/auth/permissions";
import { toFailure } from "@/lib/core/entry/failure";
import { beginOperation, keepAnswer, keepBeating } from "@/lib/core/entry/operation";
import { readBody } from "@/lib/core/entry/read-body";
import { type ActionResult, unwrap } from "@/lib/core/entry/unwrap";
import { toOwnAddress } from "@/lib/core/env/own-address";
import { AppError } from "@/lib/core/errors/errors";
import type { Call, Endpoint, JsonSchema } from "./endpoint";

const maxBytes = 65_536;
const maxKeyLength = 255;

type Asked<Body, Seen> = { call: Call; body: Body; seen: Seen };

type Declared<Body, Seen> = {
  method: "POST" | "PATCH" | "DELETE";
  path: string;
  summary: string;
  permission: Permission;
  query?: ParserMap;
  body?: z.ZodType<Body>;
  /** What the caller changes, as it is now: a newer state isn't overwritten. */
  see?: (call: Call, body: Body) => Promise<Seen>;
  /** The action of the screens, with their checks and their record. */
  act: (asked: Asked<Body, Seen>) => Promise<ActionResult<unknown>>;
  /** Asks a second admin where one may not do it alone. */
  ask?: (asked: Asked<Body, Seen>) => Promise<ActionResult<{ runId: string }>>;
  /** What is there afterward; null for nothing. */
  answer: ((call: Call, body: Body, data: unknown) => Promise<unknown>) | null;
  getSchema: () => Promise<JsonSchema>;
  isRun?: true;
};

/** What programs change: the same actions as in browsers. */
export function defineWrite<Body = Record<string, never>, Seen = undefined>(
  declared: Declared<Body, Seen>,
): Endpoint {
  const { method, path, summary, permission, query = {}, getSchema, isRun, see, act, ask, answer } = declared;
  const schema = declared.body ?? (z.strictObject({}) as unknown as z.ZodType<Body>); // Sound: Body is empty then.
  const perform = async (call: Call, body: Body): Promise<Answer> => {
    // Without the right, the action refuses, and records that.
    const seen = (can(call.program.actor, permission) ? await see?.(call, body) : undefined) as Seen;
    const asked = { call, body, seen };
    const result = await act(asked);
    if (ask && result.serverError?.reason === "second_admin_needed")
      return toWaiting(unwrap(await ask(asked)));
    const data = unwrap(result);
    if (answer === null) return { status: 204 };
    return { status: isRun ? 202 : 200, body: await answer(call, body, data) };
  };
  const run = async (call: Call): Promise<Response> => {
    const body = await parseBody(schema, call.request);
    const asked = {
      email: call.program.actor.email,
      action: `${method} ${path}`,
      input: { params: call.params, search: call.search.toString(), body },
    };
    return toResponse(await once(toOperationId(call), asked, () => perform(call, body)));
  };
  return { method, path, summary, permission, query, body: declared.body, getSchema, isRun, run };
}

type Answer = { status: number; body?: unknown };

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
  await keepAnswer(begun.id, result);
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
  const fields: Record<string, string[]> = {};
  for (const issue of error.issues) {
    const names = issue.code === "unrecognized_keys" ? issue.keys : [String(issue.path[0] ?? "body")];
    for (const name of names) fields[name] = [...(fields[name] ?? []), issue.message];
  }
  throw new AppError("invalid", "the body is wrong", { fields });
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
  return createHash("sha256").update(`${program.token.id} ${key}`).digest("hex");
}

/** As the owner sees it, because whoever may change it may see what became of it. */
export function asOwner(call: Call): Call {
  const { scopes: _, ...actor } = call.program.actor;
  return { ...call, search: new URLSearchParams(), program: { ...call.program, actor } };
}
