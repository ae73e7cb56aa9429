import "server-only";
import { createHash } from "node:crypto";
import type { auditLog } from "@/lib/db/access-tables";
import { type AuditKey, isEqual } from "./key";
import { type Json, toCanonicalJson, toRecorded } from "./record";

export type AuditLine = typeof auditLog.$inferSelect;
/** A line before it has its place in the chain. */
export type LineDraft = Omit<AuditLine, "seq" | "at" | "previousHash" | "hash" | "format" | "keyId" | "mac">;
/** A place in the log: the number and the hash of a line. */
export type Head = { seq: number; hash: string };

/** What the first line follows. */
export const genesis: Head = { seq: 0, hash: "0".repeat(64) };
/** How new lines are hashed. Lines without a format are older, and hashed as they were then. */
export const format = 2;

/**
 * The hash of a line over its contents and the hash before it. Its number is left out: the place of a line follows
 * from the links, so a line in the wrong place can be told from a changed one.
 */
export function hashLine(line: AuditLine): string {
  return hashText(toHashedText(line));
}

export function hashText(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The text that a line's hash is made of. */
export function toHashedText(line: AuditLine): string {
  const { seq: _seq, hash: _hash, mac: _mac, ...contents } = line;
  if (contents.format !== null) return toCanonicalJson({ ...contents, at: line.at.toISOString() } as Json);
  const { actorMethod: _m, actorSession: _s, actorAddress: _a, format: _f, keyId: _k, ...old } = contents;
  return toCanonicalJson(toRecorded(old));
}

/** The MAC of a line in its place. Whoever holds the database alone cannot make one. */
export function macLine({ seq, previousHash, hash }: AuditLine, key: AuditKey): string {
  return key.mac(`castellan.audit.line\n${seq}\n${previousHash}\n${hash}`);
}

export function hasMac(line: AuditLine, key: AuditKey): boolean {
  return line.mac !== null && isEqual(line.mac, macLine(line, key));
}

/** Gives drafts their places after `end`, hashed and keyed. */
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
