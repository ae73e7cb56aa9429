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
  const first = toOneLine([message, entry, ...listFacts(line)].filter(Boolean).join(" "));
  return [first, ...listStacks(line.err)].join("\n");
}

/** Texts come from everywhere. Line ends would forge lines of the log, and other signs command the terminal. */
function toOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) =>
    sign === "\n" ? "\\n" : `\\u{${sign.codePointAt(0)?.toString(16)}}`,
  );
}

const loggedError = z.object({
  type: z.string(),
  message: z.string(),
  stack: z.string(),
  cause: z.unknown().optional(),
});
type LoggedError = z.infer<typeof loggedError>;

function listStacks(err: unknown): string[] {
  const { data: error } = loggedError.safeParse(err);
  if (!error) return [];
  const frames = error.stack.slice(toHead(error).length);
  return [`${toOneLine(toHead(error))}${frames}`, ...listCauses(error.cause)];
}

function listCauses(cause: unknown): string[] {
  const { data: error } = loggedError.safeParse(cause);
  return error ? [`Caused by ${toOneLine(toHead(error))}`, ...listCauses(error.cause)] : [];
}

/** The first line of an error, in the form in which lib/core/log/logged-error.ts begins a stack. */
function toHead({ type, message }: LoggedError): string {
  return `${type}: ${message}`;
}

function listFacts(line: Record<string, unknown>): string[] {
  return Object.entries(line)
    .filter(
      ([key, value]) => !elsewhere.includes(key) && ["string", "number", "boolean"].includes(typeof value),
    )
    .map(([key, value]) => `${key}=${value}`);
}
