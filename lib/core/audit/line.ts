import "server-only";
import { createHash } from "node:crypto";
import type { auditLog } from "@/lib/core/db/access-tables";
import { type AuditKey, isEqual } from "./key";
import { type Json, toCanonicalJson, toRecorded } from "./record";

export type AuditLine = typeof auditLog.$inferSelect;
export type LineDraft = Omit<AuditLine, "seq" | "at" | "previousHash" | "hash" | "format" | "keyId" | "mac">;
export type Head = { seq: number; hash: string };

export const genesis: Head = { seq: 0, hash: "0".repeat(64) };
/** Lines without a format are older and use the previous hash. */
export const format = 2;

/** Leaves out the line's number: its place follows from the links, so a moved line can be told from a changed one. */
export function hashLine(line: AuditLine): string {
  return hashText(toHashedText(line));
}

export function hashText(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

export function toHashedText(line: AuditLine): string {
  const { seq: _seq, hash: _hash, mac: _mac, ...contents } = line;
  if (contents.format !== null) return toCanonicalJson({ ...contents, at: line.at.toISOString() } as Json);
  const { actorMethod: _m, actorSession: _s, actorAddress: _a, format: _f, keyId: _k, ...old } = contents;
  return toCanonicalJson(toRecorded(old));
}

/** No one who holds only the database can create one. */
export function macLine({ seq, previousHash, hash }: AuditLine, key: AuditKey): string {
  return key.mac(`castellan.audit.line\n${seq}\n${previousHash}\n${hash}`);
}

export function hasMac(line: AuditLine, key: AuditKey): boolean {
  return line.mac !== null && isEqual(line.mac, macLine(line, key));
}

export function linkLines(drafts: readonly LineDraft[], end: Head, key: AuditKey): AuditLine[] {
  const at = new Date();
  let { seq, hash: previousHash } = end;
  return drafts.map((draft) => {
    seq += 1;
    const line: AuditLine = { ...draft, seq, at, previousHash, hash: "", format, keyId: key.id, mac: null };
    line.hash = hashLine(line);
    line.mac = macLine(line, key);
    previousHash = line.hash;
    return line;
  });
}
