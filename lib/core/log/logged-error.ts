import "server-only";
import { AppError, toHttpStatus } from "@/lib/core/errors/errors";

export type LoggedError = {
  type: string;
  message: string;
  stack: string;
  cause?: LoggedError;
  errors?: LoggedError[];
  [fact: string]: unknown;
};

type Facts = Record<string, unknown>;

const deepest = 5;
const maxParts = 10;
const ofDatabase = ["code", "digest", "severity", "table", "column", "constraint", "routine"];
const ofOthers = ["code", "status", "requestID", "digest", "syscall"];

/**
 * Drivers put statements, parameters, and rows into messages and properties, and stacks repeat messages. So only named
 * fields are copied, and of database errors only the code and names of the schema.
 */
export function toLoggedError(error: Error, depth = 0): LoggedError {
  const facts: Facts = { ...error };
  const names = isOfDatabase(error) ? ofDatabase : ofOthers;
  const known = names.flatMap((name) => (isPlain(facts[name]) ? [[name, facts[name]]] : []));
  const parts: unknown[] = depth < deepest && error instanceof AggregateError ? error.errors : [];
  const errors = parts.slice(0, maxParts).filter(isError);
  const [type, message] = [error.name, toSafeMessage(error)];
  return {
    ...Object.fromEntries(known),
    type,
    message,
    stack: [`${type}: ${message}`, ...listFrames(error)].join("\n"),
    ...(depth < deepest && isError(error.cause) && { cause: toLoggedError(error.cause, depth + 1) }),
    ...(errors.length > 0 && { errors: errors.map((part) => toLoggedError(part, depth + 1)) }),
  };
}

export function toSafeText(cause: unknown, depth = 0): string {
  if (!isError(cause)) return stripSql(String(cause));
  const reason = depth < deepest && isOfDatabase(cause) && isError(cause.cause);
  return reason ? `${toSafeMessage(cause)}: ${toSafeText(cause.cause, depth + 1)}` : toSafeMessage(cause);
}

/** Next's refusals of requests to actions that don't exist. */
const ofStrangers = /^(Failed to find Server Action|Invalid Server Actions request)/;

/** Whether it is an answer to what someone asked, and no fault of ours or of what we depend on. */
export function isExpected(error: Error): boolean {
  return error instanceof AppError ? toHttpStatus(error.code) < 500 : ofStrangers.test(error.message);
}

/** Whether a client hung up in the middle of its request, which it may do as often as it likes. */
export function isHungUp(error: Error): boolean {
  return error.message === "aborted" && "code" in error && error.code === "ECONNRESET";
}

/** The messages of an error and its causes on one line. */
export function toReason(error: Error, depth = 0): string {
  const [line = ""] = toSafeMessage(error).split("\n");
  return depth < deepest && isError(error.cause) ? `${line}: ${toReason(error.cause, depth + 1)}` : line;
}

export function toLoggable(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return stripSql(value);
  if (isError(value)) return toLoggedError(value);
  if (depth >= deepest || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => toLoggable(item, depth + 1));
  if (![Object.prototype, null].includes(Object.getPrototypeOf(value))) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toLoggable(item, depth + 1)]));
}

/** By shape, because errors of other realms and bundles aren't instances of ours. */
export function isError(value: unknown): value is Error {
  if (typeof value !== "object" || value === null || !("stack" in value)) return false;
  return "message" in value && typeof value.message === "string";
}

function toSafeMessage(error: Error): string {
  if (isFailedQuery(error)) return "a query failed";
  if (!isOfDatabase(error)) return stripSql(error.message);
  const { code, table, constraint } = error as Error & Facts;
  const place = [table, constraint].filter((name) => typeof name === "string");
  return ["the database answered", code, ...place].join(" ");
}

function isFailedQuery(error: Error): boolean {
  return error.message.startsWith("Failed query:");
}

/** Drizzle's errors hold the query; a driver's have an SQLSTATE and a severity. */
function isOfDatabase(error: Error): boolean {
  const { code, severity } = error as Error & Facts;
  if (isFailedQuery(error)) return true;
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && typeof severity === "string";
}

/** Drizzle's message puts the statement and parameters after this mark, even when quoted. */
function stripSql(text: string): string {
  return text.replace(/Failed query:[\s\S]*/, "a query failed");
}

/** Without the head, which is the message. */
function listFrames({ stack = "", message }: Error): string[] {
  const start = message ? stack.indexOf(message) : -1;
  const frames = start < 0 ? stack : stack.slice(start + message.length);
  return frames.split("\n").filter((line) => /^ +at /.test(line));
}

function isPlain(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number";
}
