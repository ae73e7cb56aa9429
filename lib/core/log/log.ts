import "server-only";
import pino, { type DestinationStream, type Level } from "pino";
import { env } from "@/lib/core/env/env";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { toLoggable } from "./logged-error";
import { createReadableStream } from "./readable-log";

/**
 * JSON lines on standard output, readable ones on a terminal. Credentials, statements, and parameters are also removed
 * here, in case a caller passes an object that contains one.
 */
export const log = processSingleton("log", () =>
  createLog(env.LOG_LEVEL, process.stdout.isTTY ? createReadableStream() : undefined),
);

/** Logged whatever LOG_LEVEL is, because someone waits for it. */
export function announce(details: { url: string }, message: string, to = log): void {
  to.child({}, { level: "info" }).info(details, message);
}

export function createLog(level: Level | "silent", destination?: DestinationStream) {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    // Errors are already rewritten here; pino's own serializer would copy all of their properties.
    serializers: { err: (value: unknown) => value },
    hooks: { logMethod: writeSafely },
    redact: {
      paths: ["*.authorization", "*.cookie", "*.apiKey", "headers.authorization", 'headers["x-api-key"]'],
      censor: "[redacted]",
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

function writeSafely(this: pino.Logger, given: Parameters<pino.LogFn>, method: pino.LogFn): void {
  const [first, ...rest] = given.map((value) => toLoggable(value));
  const isAlone = given[0] instanceof Error;
  // Sound: each argument stands where it stood.
  method.apply(this, [isAlone ? { err: first } : first, ...rest] as Parameters<pino.LogFn>);
}
