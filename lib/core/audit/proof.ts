import "server-only";
import { eq } from "drizzle-orm";
import { auditLog } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { log } from "@/lib/core/log/log";
import { readEnd } from "./end";
import type { Head } from "./line";
import { type DoubtReason, doubtReasons } from "./vocabulary";

/** What is known without reading the whole log: where it ends, and from which line it is proven. */
export type Proof = {
  end: Head;
  unproven: { before: number; reason: DoubtReason } | null;
  keyId: string;
  publicKey: string;
};

export async function getProof(): Promise<Proof> {
  const { seq, hash, provenFrom, doubt, key } = await readEnd();
  const { id: keyId, publicKey } = key;
  const end = doubt ? doubt.last : { seq, hash };
  if (doubt) return { end, unproven: { before: end.seq + 1, reason: doubt.reason }, keyId, publicKey };
  return { end, unproven: await readDoubt(provenFrom), keyId, publicKey };
}

/** Logs, at boot, what is known of the log and which key verifies exports. */
export async function announceProof(): Promise<void> {
  const { end, unproven, publicKey } = await getProof();
  const audit = { ...end, publicKey };
  if (!unproven) log.info({ audit }, "the end of the audit log is sealed with this server's key");
  else
    log.warn(
      { audit: { ...audit, reason: unproven.reason } },
      `the audit log is unproven before line ${unproven.before}`,
    );
}

/** The record at the start of the proven part, if that isn't the first line. */
async function readDoubt(provenFrom: number | null): Promise<Proof["unproven"]> {
  if (provenFrom === null) return null;
  const db = await database();
  const [line] = await db
    .select({ action: auditLog.action, after: auditLog.after })
    .from(auditLog)
    .where(eq(auditLog.seq, provenFrom));
  if (line?.action !== "audit.unproven" && provenFrom === 1) return null;
  const { reason } = Object(line?.after);
  return { before: provenFrom, reason: doubtReasons.find((known) => known === reason) ?? "end_moved" };
}
