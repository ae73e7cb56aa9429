import "server-only";
import { and, asc, eq, gt } from "drizzle-orm";
import { auditLog } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { type ChainBreak, ChainVerifier, type Lookups } from "./chain-verifier";
import { getSealedHead, isSealedWith, judgeSeal, type SealedHead, type Standing } from "./head";
import { type AuditKey, getAuditKeys } from "./key";
import type { AuditLine, Head } from "./line";
import type { DoubtReason } from "./vocabulary";

/** `former` is a given earlier key; `none` means no seal. */
export type Seal = Standing | "former" | "none";

/**
 * `proven`: the line from which every line has a MAC of a given key, and why it isn't the first; null if the newest
 * line has none.
 */
export type ChainReport = {
  lines: number;
  head: Head;
  seal: Seal;
  proven: { from: number; reason: DoubtReason | null } | null;
  break: ChainBreak | null;
  breaks: ChainBreak[];
};

const pageSize = 1_000;

/** Checks every line, link, and MAC and the seal of the end, all at one moment. */
export async function verifyChain(formerKeys: readonly AuditKey[] = []): Promise<ChainReport> {
  const db = await database();
  const { key, former } = await getAuditKeys();
  return db.transaction((tx) => verify(tx, key, [...formerKeys, ...former]), {
    isolationLevel: "repeatable read",
    accessMode: "read only",
  });
}

async function verify(tx: Transaction, key: AuditKey, formerKeys: readonly AuditKey[]): Promise<ChainReport> {
  const keys = new Map([...formerKeys, key].map((each) => [each.id, each]));
  const sealed = await getSealedHead(tx);
  const seal = sealed ? await judge(sealed, key, keys) : "none";
  const walk = new ChainVerifier(keys, toLookups(tx));
  for await (const line of readLines(tx)) await walk.take(line);
  if (sealed && seal !== "foreign" && seal !== "forged") walk.end(sealed, seal !== "old");
  const { lines, head, proven, breaks } = walk;
  return { lines, head, seal, proven, break: breaks[0] ?? null, breaks };
}

async function judge(head: SealedHead, key: AuditKey, keys: ReadonlyMap<string, AuditKey>): Promise<Seal> {
  const former = keys.get(head.keyId ?? "");
  if (former && former.id !== key.id && isSealedWith(head, former)) return "former";
  return judgeSeal(head, key);
}

export async function findHash(seq: number): Promise<string | undefined> {
  const db = await database();
  const [found] = await db.select({ hash: auditLog.hash }).from(auditLog).where(eq(auditLog.seq, seq));
  return found?.hash;
}

export async function* readLines(tx: Transaction, after = 0): AsyncGenerator<AuditLine> {
  for (let last = after; ; ) {
    const page = await tx
      .select()
      .from(auditLog)
      .where(gt(auditLog.seq, last))
      .orderBy(asc(auditLog.seq))
      .limit(pageSize);
    yield* page;
    if (page.length < pageSize) return;
    last = page.at(-1)?.seq ?? last;
  }
}

export function toLookups(tx: Transaction): Lookups {
  return {
    async findSeq(hash) {
      const [found] = await tx.select({ seq: auditLog.seq }).from(auditLog).where(eq(auditLog.hash, hash));
      return found?.seq;
    },
    async hasFollower(hash, after) {
      return (await tx.$count(auditLog, and(eq(auditLog.previousHash, hash), gt(auditLog.seq, after)))) > 0;
    },
  };
}
