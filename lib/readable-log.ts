import "server-only";
import pretty, { type PrettyOptions } from "pino-pretty";
import { z } from "zod";

const elsewhere = ["level", "time", "msg", "err", "url", "audit"];

const auditLine = z.object({
  seq: z.number(),
  action: z.string().optional(),
  phase: z.string().optional(),
  outcome: z.string().nullish(),
});

/** One line with time, level, and message, without colors if NO_COLOR is set. */
export function createReadableStream(options: PrettyOptions = {}) {
  return pretty({
    // Otherwise the last lines before the process ends would be lost.
    sync: true,
    colorize: pretty.isColorSupported,
    translateTime: "SYS:HH:MM:ss",
    ignore: "pid,hostname",
    hideObject: true,
    messageFormat: toSentence,
    ...options,
  });
}

function toSentence(line: Record<string, unknown>, messageKey: string): string {
  const message = String(line[messageKey] ?? "");
  if (typeof line.url === "string") {
    const sentence = message.replace(line.url, "").trimEnd();
    return `${sentence}\n\n    ${line.url}\n`;
  }
  const { data: audit } = auditLine.safeParse(line.audit);
  const entry = audit?.action && [`#${audit.seq}`, audit.action, audit.outcome ?? audit.phase].join(" ");
  return [[message, entry, ...listFacts(line)].filter(Boolean).join(" "), ...listStacks(line.err)].join("\n");
}

const loggedError = z.object({ stack: z.string(), cause: z.unknown().optional() });

function listStacks(err: unknown): string[] {
  const { data: error } = loggedError.safeParse(err);
  return error ? [error.stack, ...listCauses(error.cause)] : [];
}

function listCauses(cause: unknown): string[] {
  const { data: error } = loggedError.safeParse(cause);
  return error ? [`Caused by ${error.stack.split("\n")[0]}`, ...listCauses(error.cause)] : [];
}

function listFacts(line: Record<string, unknown>): string[] {
  return Object.entries(line)
    .filter(
      ([key, value]) => !elsewhere.includes(key) && ["string", "number", "boolean"].includes(typeof value),
    )
    .map(([key, value]) => `${key}=${value}`);
}
