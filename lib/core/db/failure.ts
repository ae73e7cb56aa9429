import "server-only";
import { AppError } from "@/lib/core/errors/errors";

const sentences: Record<string, string> = {
  ECONNREFUSED: "the connection was refused",
  ENOENT: "it is starting up or shutting down",
  ECONNRESET: "the connection broke off",
  EPIPE: "the connection broke off",
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the host's name cannot be looked up",
  ETIMEDOUT: "there was no answer in time",
  EHOSTUNREACH: "there is no way to the host",
  ENETUNREACH: "there is no way to the host",
  "28P01": "the password was refused",
  "28000": "the login was refused",
  "3D000": "there is no such database",
  "42501": "the user may not create tables in it",
  "25006": "it only reads now",
  "25P03": "a transaction was left open for too long and was rolled back",
  "53100": "its disk is full",
  "53200": "it is out of memory",
  "53300": "it has no connection to spare",
  "57P01": "it is being shut down",
  "57P02": "it crashed",
  "58030": "its disk failed",
  "58P01": "its files are missing",
  "58P02": "its files are missing",
  XX001: "its files are damaged",
  XX002: "its files are damaged",
  "57P03": "it is starting up or shutting down",
  "08006": "the connection broke off",
};

/** The driver reports some of its own failures only as text. */
const lostConnection =
  /Connection terminated|not queryable|timeout exceeded when trying to connect|Query read timeout/i;

const refusedParameter = /unsupported startup parameter/i;

/** Undefined if `cause` is another kind of failure. Contains no secret. */
export function toStoreReason(cause: unknown): string | undefined {
  for (const error of toChain(cause)) {
    const isOtherFile = error.code === "ENOENT" && error.syscall !== "connect";
    const sentence = isOtherFile ? undefined : sentences[error.code ?? ""];
    if (sentence) return sentence;
    if (error.severity === "PANIC") return "it crashed";
    if (refusedParameter.test(error.message))
      return "a connection pooler stands before it: set DATABASE_DIRECT_URL to the address of the server itself";
    if (lostConnection.test(error.message)) return "the connection broke off or was never made";
  }
  return undefined;
}

/** Undefined if the database isn't to blame. */
export function toStoreError(cause: unknown): AppError | undefined {
  if (cause instanceof AppError) return undefined;
  const reason = toStoreReason(cause);
  return reason ? new AppError("store_unavailable", `the database is lost: ${reason}`, { cause }) : undefined;
}

/** `untranslatable_character` and `character_not_in_repertoire`. */
const unstorable = ["22P05", "22021"];

/** Undefined unless a query was given text that PostgreSQL can't hold: NUL, or half of a surrogate pair. */
export function toTextError(cause: unknown): AppError | undefined {
  const isOfText = ({ code = "", detail = "" }: Coded) =>
    unstorable.includes(code) || (code === "22P02" && detail.includes("surrogate"));
  return toChain(cause).some(isOfText)
    ? new AppError("invalid", "the database can't hold this text", { cause })
    : undefined;
}

type Coded = Error & { code?: string; detail?: string; severity?: string; syscall?: string };

/** Outermost first, including each part of an aggregate, such as one per resolved address. */
function toChain(cause: unknown): Coded[] {
  if (!(cause instanceof Error)) return [];
  const parts = cause instanceof AggregateError ? cause.errors.flatMap(toChain) : [];
  return [cause, ...parts, ...toChain(cause.cause)];
}
