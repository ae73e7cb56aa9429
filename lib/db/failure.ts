import "server-only";
import { AppError } from "@/lib/errors";

const sentences: Record<string, string> = {
  ECONNREFUSED: "the connection was refused",
  // Of a socket in a folder.
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
  "57P03": "it is starting up or shutting down",
  "08006": "the connection broke off",
};

/** The driver tells some of its own failures by text alone. */
const lostConnection =
  /Connection terminated|not queryable|timeout exceeded when trying to connect|Query read timeout/i;

/** What PgBouncer says of `statement_timeout`. */
const refusedParameter = /unsupported startup parameter/i;

/** Why the store cannot be used, or undefined where `cause` is another kind of failure. Holds no secret. */
export function toStoreReason(cause: unknown): string | undefined {
  for (const error of toChain(cause)) {
    const isOtherFile = error.code === "ENOENT" && error.syscall !== "connect";
    const sentence = isOtherFile ? undefined : sentences[error.code ?? ""];
    if (sentence) return sentence;
    if (refusedParameter.test(error.message))
      return "a connection pooler stands before it: set DATABASE_DIRECT_URL to the address of the server itself";
    if (lostConnection.test(error.message)) return "the connection broke off or was never made";
  }
  return undefined;
}

/** For the doors: a query's failure as store_unavailable, or undefined where the store is not to blame. */
export function toStoreError(cause: unknown): AppError | undefined {
  if (cause instanceof AppError) return undefined;
  const reason = toStoreReason(cause);
  return reason ? new AppError("store_unavailable", `the database is lost: ${reason}`, { cause }) : undefined;
}

type Coded = Error & { code?: string; syscall?: string };

/** The error, what caused it, and the parts of an aggregate (one a resolved address), outermost first. */
function toChain(cause: unknown): Coded[] {
  if (!(cause instanceof Error)) return [];
  const parts = cause instanceof AggregateError ? cause.errors.flatMap(toChain) : [];
  return [cause, ...parts, ...toChain(cause.cause)];
}
