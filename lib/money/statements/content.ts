import "server-only";
import { createHash } from "node:crypto";
import { type StatementContent, statementContent } from "./schema";

/** JSON without spaces, its keys in the order of the schema, which parsing restores. */
export function toCanonical(content: StatementContent): string {
  return JSON.stringify(statementContent.parse(content));
}

/** SHA-256 of the canonical content in UTF-8, in lower-case hex. */
export function hashContent(content: StatementContent): string {
  return createHash("sha256").update(toCanonical(content), "utf8").digest("hex");
}
