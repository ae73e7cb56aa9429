import "server-only";
import { and, asc, eq, gt } from "drizzle-orm";
import { database } from "@/lib/db/client";
import { auditLog } from "@/lib/db/own-tables";
import { type AuditLine, genesis, hashLine } from "./chain";

/** The first line that is not as it was written; `seq` is its number, for a removed line the number that is missing. */
type ChainBreak = { kind: "removed" | "changed" | "inserted" | "reordered"; seq: number };
/** `head` is worth keeping elsewhere: lines cut off at the end leave a sound, shorter chain. */
type ChainReport = { lines: number; head: { seq: number; hash: string }; break: ChainBreak | null };

const pageSize = 1_000;

/** Reads the whole log and checks every line and every link. */
export async function verifyChain(): Promise<ChainReport> {
  let head = genesis;
  let lines = 0;
  for (let page = await readAfter(head.seq); page.length > 0; page = await readAfter(head.seq)) {
    for (const line of page) {
      const found = await judge(line, head);
      if (found) return { lines, head, break: found };
      head = { seq: line.seq, hash: line.hash };
      lines += 1;
    }
  }
  return { lines, head, break: null };
}

/** What is wrong with a line that stands after `previous`, or null if it is sound. */
async function judge(line: AuditLine, previous: typeof genesis): Promise<ChainBreak | null> {
  const { seq } = line;
  const isWhole = hashLine(line) === line.hash;
  if (isWhole && line.previousHash === previous.hash)
    return seq === previous.seq + 1 ? null : { kind: "changed", seq };
  if (isWhole) {
    // A genuine line: where is the one that it was written after?
    const before = await findBefore(line);
    if (before === undefined) return { kind: "removed", seq: previous.seq + 1 };
    return before > seq ? { kind: "reordered", seq } : { kind: "inserted", seq: before + 1 };
  }
  // Where the true follower of `previous` comes later, this line was put between them.
  return { kind: (await hasLaterFollower(previous.hash, seq)) ? "inserted" : "changed", seq };
}

async function findBefore(line: AuditLine): Promise<number | undefined> {
  if (line.previousHash === genesis.hash) return genesis.seq;
  const db = await database();
  const [found] = await db
    .select({ seq: auditLog.seq })
    .from(auditLog)
    .where(eq(auditLog.hash, line.previousHash));
  return found?.seq;
}

async function hasLaterFollower(hash: string, after: number): Promise<boolean> {
  const db = await database();
  const later = and(eq(auditLog.previousHash, hash), gt(auditLog.seq, after));
  return (await db.$count(auditLog, later)) > 0;
}

async function readAfter(seq: number): Promise<AuditLine[]> {
  const db = await database();
  return db.select().from(auditLog).where(gt(auditLog.seq, seq)).orderBy(asc(auditLog.seq)).limit(pageSize);
}
