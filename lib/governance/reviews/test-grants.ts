import "server-only";
import { eq } from "drizzle-orm";
import { grantOperations } from "@/lib/account/grants/bulk";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { personas } from "@/lib/sandbox/personas";
import { decide, drain, findRow, makeWorld, start, submit } from "./test-reviews";
import { grantsPlace } from "./vocabulary";

/** `other` is an admin, too, and `gone` has a suspended grant. */
export const [auditor, other, gone] = [
  "auditor@outside.example",
  "other@outside.example",
  "gone@northwind.example",
] as const;
export const { admin } = personas;

const dayMs = 86_400_000;
export const daysAgo = (days: number) => new Date(Date.now() - days * dayMs);

type Given = Partial<typeof grants.$inferInsert>;

export async function give(email: string, persona: string, more: Given = {}): Promise<void> {
  const db = await database();
  const expiresAt = new Date("2100-01-02T23:59:59.999Z");
  const given = { email, persona, expiresAt, createdBy: admin, createdAt: daysAgo(200) };
  await db.insert(grants).values({ ...given, notedSince: daysAgo(200), ...more });
}

export async function change(email: string, changes: Given): Promise<void> {
  const db = await database();
  await db.update(grants).set(changes).where(eq(grants.email, email));
}

export async function remove(email: string): Promise<void> {
  const db = await database();
  await db.delete(grants).where(eq(grants.email, email));
}

export async function makeGrants(): Promise<void> {
  await makeWorld();
  await give(auditor, "auditor", { note: "SOC 2", lastUsedAt: daysAgo(2) });
  await give(other, "admin", { renewedAt: daysAgo(100) });
  await give(gone, "finance", { suspendedFor: "left", suspendedAt: daysAgo(1) });
}

export async function listGranted(): Promise<string[]> {
  const db = await database();
  const rows = await db.select({ email: grants.email }).from(grants);
  return rows.map(({ email }) => email).toSorted();
}

export const startGrants = () => start({ kind: "grants" });
export const findGrantRow = (email: string) => findRow(grantsPlace, email);
export const stateOf = async (email: string) => (await findGrantRow(email)).state;
export const submitGrants = (as: string = admin) => submit(grantsPlace, as);
export const applyGrants = () => drain(new BulkRunner(grantOperations));

/** By the admin of the directory, unless another one is given. */
export const decideGrant = (
  email: string,
  decision: "keep" | "change" | "remove",
  more: Parameters<typeof decide>[3] = {},
) => decide(grantsPlace, email, decision, { as: admin, ...more });
