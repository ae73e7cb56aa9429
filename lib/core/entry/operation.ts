import "server-only";
import { createHmac } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { inspect } from "node:util";
import { z } from "zod";
import { listKeys } from "@/lib/core/auth/rotation";
import {
  answerOperation,
  beatMs,
  beatOperation,
  findOperation,
  type Operation,
  takeOperation,
} from "@/lib/core/db/operations";
import { AppError } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";
import type { ActionResult } from "./unwrap";

type Asked = { email: string; action: string; input: unknown };

/** `earlier`: the answer of the first call with this ID. */
type Begun<Data> =
  | { kind: "first"; id: string }
  | { kind: "second"; earlier: ActionResult<Data> }
  | { kind: "misuse"; refusal: AppError };

const operationId = z.string().regex(/^[\w-]{16,64}$/);
const maxWaitMs = 60_000;
const maxPauseMs = 1_000;

/** `given` is what a browser made up. */
export async function beginSubmit<Data>(given: unknown, asked: Asked): Promise<Begun<Data>> {
  const { data: id } = operationId.safeParse(given);
  return id === undefined ? refuse("this is no operation id") : beginOperation(id, asked);
}

/** An ID that isn't a browser's has a dot, so that nobody can take another's there. */
export async function beginOperation<Data>(
  id: string,
  { email, action, input }: Asked,
): Promise<Begun<Data>> {
  const [inputHash, ...olderHashes] = await hashInput(input);
  const operation = { id, actorEmail: email.toLowerCase(), action, inputHash };
  if (await takeOperation(operation)) return { kind: "first", id };
  return awaitFirst(operation, [inputHash, ...olderHashes]);
}

/**
 * Handles any input, including cycles and bigints. Keyed, because the input may contain a secret: with the key to write
 * with, then with the others, which another server may have used for the first submit.
 */
async function hashInput(input: unknown): Promise<[string, ...string[]]> {
  const text = inspect(input, { depth: 20, maxArrayLength: null, maxStringLength: null, sorted: true });
  const [key, ...others] = await listKeys("operation");
  const toHex = (each: Buffer) => createHmac("sha256", each).update(text).digest("hex");
  return [toHex(key), ...others.map(toHex)];
}

/** @throws AppError outcome_unknown where the first has died over it, or takes too long */
async function awaitFirst<Data>(asked: Operation, hashes: readonly string[]): Promise<Begun<Data>> {
  const until = performance.now() + maxWaitMs;
  for (let pause = 50; performance.now() < until; pause = Math.min(pause * 2, maxPauseMs)) {
    const first = await findOperation(asked.id);
    if (!first) break;
    if (!isSame(asked, first) || !hashes.includes(first.inputHash))
      return refuse("the operation id stands for something else", "reused_key");
    if (first.answer !== null) return { kind: "second", earlier: JSON.parse(first.answer) };
    if (!first.isAlive) break;
    await wait(pause);
  }
  throw new AppError("outcome_unknown", "the first submit of this operation has not answered");
}

function isSame(one: Operation, other: Operation): boolean {
  return one.actorEmail === other.actorEmail && one.action === other.action;
}

function refuse(message: string, reason?: "reused_key"): Begun<never> {
  return { kind: "misuse", refusal: new AppError("invalid", message, { reason }) };
}

export function keepBeating(id: string): () => void {
  const timer = setInterval(() => beatOperation(id).catch(noteMissedBeat), beatMs);
  timer.unref();
  return () => clearInterval(timer);
}

function noteMissedBeat(err: unknown): void {
  log.warn({ err }, "an operation could not be marked as in progress");
}

/** The first caller gets its answer even if that can't be stored for the second. */
export async function keepAnswer(id: string, answer: ActionResult<unknown>): Promise<void> {
  try {
    await answerOperation(id, JSON.stringify(answer, withoutToken));
  } catch (err) {
    log.error({ err }, "the response of an operation could not be stored");
  }
}

/** An access token is stored nowhere, so that only the first answer has it. */
function withoutToken(key: string, value: unknown): unknown {
  return key === "token" ? null : value;
}
