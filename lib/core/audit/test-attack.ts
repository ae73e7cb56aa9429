import "server-only";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asc, type SQL, sql } from "drizzle-orm";
import { onTestFinished } from "vitest";
import { newActor } from "@/lib/core/auth/test-permit";
import { auditHead, auditLog } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { env } from "@/lib/core/env/env";
import { openEntry } from "./entry";
import { type AuditLine, hashLine } from "./line";

export async function writeEntries(...targetIds: string[]): Promise<void> {
  for (const targetId of targetIds) {
    const actor = newActor("admin");
    const entry = await openEntry({ actor, action: "member.change_role", targetId, request: { role: "x" } });
    await entry.settle({ outcome: "succeeded", label: targetId, after: { role: "developer" } });
  }
}

/** What someone with the owner's rights can do: the triggers are disabled meanwhile. */
export async function attack(...statements: SQL[]): Promise<void> {
  const db = await database();
  await db.transaction(async (tx) => {
    await tx.execute(sql`alter table audit_log disable trigger user`);
    for (const statement of statements) await tx.execute(statement);
    await tx.execute(sql`alter table audit_log enable trigger user`);
  });
}

export async function readAll(): Promise<AuditLine[]> {
  return (await database()).select().from(auditLog).orderBy(asc(auditLog.seq));
}

export async function readLine(seq: number): Promise<AuditLine> {
  const line = (await readAll()).find((each) => each.seq === seq);
  if (!line) throw new Error(`no line ${seq}`);
  return line;
}

type Copy = { lines: AuditLine[]; heads: (typeof auditHead.$inferSelect)[] };

export async function copyLog(): Promise<Copy> {
  return { lines: await readAll(), heads: await (await database()).select().from(auditHead) };
}

export async function putBack({ lines, heads }: Copy): Promise<void> {
  await attack(sql`delete from audit_log`, sql`delete from audit_head`);
  const db = await database();
  if (lines.length > 0) await db.insert(auditLog).values(lines);
  if (heads.length > 0) await db.insert(auditHead).values(heads);
}

/** Rewrites the log, hashed and linked correctly but without the key. */
export async function forge(change: (lines: AuditLine[]) => AuditLine[]): Promise<void> {
  let previousHash = "0".repeat(64);
  const forged = change(await readAll()).map((line, index) => {
    const linked = { ...line, seq: index + 1, previousHash };
    previousHash = hashLine(linked);
    return { ...linked, hash: previousHash };
  });
  await attack(sql`delete from audit_log`);
  await (await database()).insert(auditLog).values(forged);
}

export async function changeKey(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "castellan-audit-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "key");
  await writeFile(path, randomBytes(32));
  env.AUDIT_KEY_FILE = path;
  return path;
}
