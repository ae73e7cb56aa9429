import "server-only";
import { and, asc, eq, gt } from "drizzle-orm";
import { auditLog } from "@/lib/db/access-tables";
import { database, type Transaction } from "@/lib/db/client";
import { type AuditLine, genesis, hashLine } from "./chain";
import { getSealedHead, type Head } from "./head";

/** The first line that is not as it was written; `seq` is its number, for a removed line the number that is missing. */
type ChainBreak = { kind: "removed" | "changed" | "inserted" | "reordered"; seq: number };
/**
 * `seal` tells whether the end is proven: `none` was ever made, or it is `foreign`, made with another secret than ours.
 * `head` is worth keeping elsewhere, where nobody who holds this server can reach it.
 */
type ChainReport = {
  lines: number;
  head: Head;
  seal: "sound" | "none" | "foreign";
  break: ChainBreak | null;
};

const pageSize = 1_000;

/** Reads the whole log and checks every line, every link and the seal of the end, all at one moment. */
export async function verifyChain(): Promise<ChainReport> {
  const db = await database();
  return db.transaction(walk, { isolationLevel: "repeatable read", accessMode: "read only" });
}

async function walk(tx: Transaction): Promise<ChainReport> {
  const sealed = await getSealedHead(tx);
  const seal = sealed ? (sealed.isOurs ? "sound" : "foreign") : "none";
  let head = genesis;
  let lines = 0;
  for (let page = await readAfter(tx, head.seq); page.length > 0; page = await readAfter(tx, head.seq)) {
    for (const line of page) {
      const found = await judge(tx, line, head);
      if (found) return { lines, head, seal, break: found };
      head = { seq: line.seq, hash: line.hash };
      lines += 1;
    }
  }
  return { lines, head, seal, break: sealed?.isOurs ? judgeEnd(sealed, head) : null };
}

/** Lines behind the sealed end were put there by somebody without the secret; missing ones were cut off. */
function judgeEnd(sealed: Head, end: Head): ChainBreak | null {
  if (sealed.hash === end.hash) return null;
  return end.seq > sealed.seq
    ? { kind: "inserted", seq: sealed.seq + 1 }
    : { kind: "removed", seq: end.seq + 1 };
}

/** What is wrong with a line that stands after `previous`, or null if it is sound. */
async function judge(tx: Transaction, line: AuditLine, previous: Head): Promise<ChainBreak | null> {
  const { seq } = line;
  const isWhole = hashLine(line) === line.hash;
  if (isWhole && line.previousHash === previous.hash)
    return seq === previous.seq + 1 ? null : { kind: "changed", seq };
  if (isWhole) {
    // A genuine line: where is the one that it was written after?
    const before = await findBefore(tx, line);
    if (before === undefined) return { kind: "removed", seq: previous.seq + 1 };
    return before > seq ? { kind: "reordered", seq } : { kind: "inserted", seq: before + 1 };
  }
  // Where the true follower of `previous` comes later, this line was put between them.
  return { kind: (await hasLaterFollower(tx, previous.hash, seq)) ? "inserted" : "changed", seq };
}

async function findBefore(tx: Transaction, line: AuditLine): Promise<number | undefined> {
  if (line.previousHash === genesis.hash) return genesis.seq;
  const [found] = await tx
    .select({ seq: auditLog.seq })
    .from(auditLog)
    .where(eq(auditLog.hash, line.previousHash));
  return found?.seq;
}

async function hasLaterFollower(tx: Transaction, hash: string, after: number): Promise<boolean> {
  const later = and(eq(auditLog.previousHash, hash), gt(auditLog.seq, after));
  return (await tx.$count(auditLog, later)) > 0;
}

async function readAfter(tx: Transaction, seq: number): Promise<AuditLine[]> {
  return tx.select().from(auditLog).where(gt(auditLog.seq, seq)).orderBy(asc(auditLog.seq)).limit(pageSize);
}
