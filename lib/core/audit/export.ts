import "server-only";
import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { auditLog } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { liftIdleLimit } from "@/lib/core/db/pools";
import { ChainVerifier } from "./chain-verifier";
import { getLogName } from "./checkpoint";
import { findFormer, getSealedHead, judgeSeal } from "./head";
import { type AuditKeys, getAuditKeys } from "./key";
import { genesis, type Head, toHashedText } from "./line";
import { toCanonicalJson } from "./record";
import { readLines, toLookups } from "./verify";

export const exportType = "castellan.audit-export";
const linesAtOnce = 500;

type Write = (lines: string[]) => Promise<void>;
export type ExportSummary = { lines: number; head: Head; publicKey: string };

/**
 * Writes the log as of one moment in constant memory: a header, every line with its hashed text, and a footer that is
 * signed over everything and lists what couldn't be proven.
 */
export async function exportLog(write: Write, from = 1): Promise<ExportSummary> {
  const [db, keys, log] = [await database(), await getAuditKeys(), await getLogName()];
  return db.transaction((tx) => exportFrom(tx, { write, from, keys, log }), {
    isolationLevel: "repeatable read",
    accessMode: "read only",
  });
}

type Job = { write: Write; from: number; keys: AuditKeys; log: string };

async function exportFrom(tx: Transaction, { write, from, keys, log }: Job): Promise<ExportSummary> {
  const { key } = keys;
  await liftIdleLimit(tx);
  const previous = await getBefore(tx, from);
  const walk = new ChainVerifier(toKeyMap(keys), toLookups(tx), previous);
  const digest = createHash("sha256");
  const put = async (records: object[]) => {
    const lines = records.map((record) => JSON.stringify(record));
    for (const line of lines) digest.update(`${line}\n`);
    if (lines.length > 0) await write(lines);
  };
  const { id: keyId, publicKey } = key;
  const at = new Date().toISOString();
  await put([{ type: exportType, version: 1, log, at, previous, keyId, publicKey }]);
  let batch: object[] = [];
  for await (const line of readLines(tx, previous.seq)) {
    await walk.take(line);
    const { seq, hash, keyId, mac } = line;
    batch.push({ seq, hash, keyId, mac, text: toHashedText(line) });
    if (batch.length < linesAtOnce) continue;
    await put(batch);
    batch = [];
  }
  await put(batch);
  const { lines, head } = walk;
  const state = await judgeEnd(tx, keys, walk);
  const footer = { type: `${exportType}.end`, lines, head, ...state, digest: digest.digest("hex") };
  await write([JSON.stringify({ ...footer, signature: key.sign(toSignedFooter(footer)) })]);
  return { lines, head, publicKey };
}

export function toSignedFooter(footer: Parameters<typeof toCanonicalJson>[0]): string {
  return `${exportType}\n${toCanonicalJson(footer)}`;
}

/** What the server can say with its key, for readers who don't have it. */
async function judgeEnd(tx: Transaction, keys: AuditKeys, walk: ChainVerifier) {
  const sealed = await getSealedHead(tx);
  const key = (sealed && findFormer(sealed, keys.former)) ?? keys.key;
  const seal = sealed ? await judgeSeal(sealed, key) : "none";
  if (sealed && (seal === "ours" || seal === "old")) walk.end(sealed, seal === "ours");
  return { seal, proven: walk.proven, breaks: walk.breaks };
}

function toKeyMap({ key, former }: AuditKeys) {
  return new Map([...former, key].map((each) => [each.id, each]));
}

async function getBefore(tx: Transaction, from: number): Promise<Head> {
  if (from <= 1) return genesis;
  const [line] = await tx
    .select({ seq: auditLog.seq, hash: auditLog.hash })
    .from(auditLog)
    .where(eq(auditLog.seq, from - 1));
  if (!line) throw new Error(`there is no line ${from - 1} to continue after`);
  return line;
}
