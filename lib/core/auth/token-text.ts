import "server-only";
import { createHash, randomBytes } from "node:crypto";

const prefix = "cst_";
const randomLength = 32;
const checksumLength = 6;
const form = /^cst_[\w-]{43}[\w-]{6}$/;

/** `cst_`, random bytes, and a checksum, all of it safe in URLs. */
export function makeTokenText(): string {
  const text = prefix + randomBytes(randomLength).toString("base64url");
  return text + toChecksum(text);
}

/** Whether this could be a token of ours. A mistyped one isn't looked up. */
export function isTokenText(text: string): boolean {
  return form.test(text) && toChecksum(text.slice(0, -checksumLength)) === text.slice(-checksumLength);
}

function toChecksum(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, checksumLength);
}

/** The token of a request's `Authorization` header; null if there is none that could be ours. */
export function readBearer(headers: Headers): string | null {
  const [, text = ""] = /^bearer +(\S+)$/i.exec(headers.get("authorization") ?? "") ?? [];
  return isTokenText(text) ? text : null;
}
