import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** What a text of ours begins with says what it is for: an access token, or one of the three that OAuth hands out. */
const prefixes = { token: "cst_", access: "cso_", refresh: "csr_", code: "csc_" } as const;
export type TextKind = keyof typeof prefixes;

/** Where a program sends its token. What OAuth hands out is for MCP alone. */
export type Place = "api" | "mcp";
const accepted = { api: ["token"], mcp: ["token", "access"] } as const satisfies Record<Place, TextKind[]>;

const randomLength = 32;
const checksumLength = 6;
const form = /^cs[a-z]_[\w-]{43}[\w-]{6}$/;

/** The prefix, random bytes, and a checksum, all of it safe in URLs. */
export function makeTokenText(kind: TextKind = "token"): string {
  const text = prefixes[kind] + randomBytes(randomLength).toString("base64url");
  return text + toChecksum(text);
}

/** Whether this could be one of ours. A mistyped one isn't looked up. */
export function isTokenText(text: string, kind: TextKind = "token"): boolean {
  if (!form.test(text) || !text.startsWith(prefixes[kind])) return false;
  return toChecksum(text.slice(0, -checksumLength)) === text.slice(-checksumLength);
}

function toChecksum(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, checksumLength);
}

/** The token of a request's `Authorization` header; null if there is none that could be ours and is for this place. */
export function readBearer(headers: Headers, place: Place): string | null {
  const [, text = ""] = /^bearer +(\S+)$/i.exec(headers.get("authorization") ?? "") ?? [];
  return accepted[place].some((kind) => isTokenText(text, kind)) ? text : null;
}
