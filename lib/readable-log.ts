import "server-only";
import pretty, { type PrettyOptions } from "pino-pretty";
import { z } from "zod";

/** What a line has besides its facts, or shows in a place of its own. */
const elsewhere = ["level", "time", "msg", "err", "url", "audit"];

const auditLine = z.object({
  seq: z.number(),
  action: z.string().optional(),
  phase: z.string().optional(),
  outcome: z.string().nullish(),
});

/** For a person at a terminal: time, level and sentence on one line, without colors where NO_COLOR is set. */
export function createReadableStream(options: PrettyOptions = {}) {
  return pretty({
    // The last lines before the process ends would be lost otherwise.
    sync: true,
    colorize: pretty.isColorSupported,
    translateTime: "SYS:HH:MM:ss",
    ignore: "pid,hostname",
    hideObject: true,
    messageFormat: toSentence,
    ...options,
  });
}

/** A line with an address is there to be opened, so it stands alone. */
function toSentence(line: Record<string, unknown>, messageKey: string): string {
  const message = String(line[messageKey] ?? "");
  if (typeof line.url === "string") {
    const sentence = message.replace(line.url, "").trimEnd();
    return `${sentence}\n\n    ${line.url}\n`;
  }
  const { data: audit } = auditLine.safeParse(line.audit);
  const act = audit?.action && [`#${audit.seq}`, audit.action, audit.outcome ?? audit.phase].join(" ");
  return [[message, act, ...listFacts(line)].filter(Boolean).join(" "), ...listStacks(line.err)].join("\n");
}

const loggedError = z.object({ stack: z.string(), cause: z.unknown().optional() });

/** Where an error was thrown, and in a line each what caused it. */
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
