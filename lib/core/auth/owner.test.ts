import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openEntry } from "@/lib/core/audit/entry";
import { grants, passkeyChallenges, passkeys, storeOwner } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { organization } from "@/lib/core/db/directory-tables";
import { syncState } from "@/lib/core/db/own-tables";
import { savedViews } from "@/lib/core/db/personal-tables";
import { tableNames } from "@/lib/core/db/table-names";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { forget } from "@/lib/core/process/process-singleton";
import { putSettings } from "@/lib/core/settings/store";
import { getActor } from "./actor";
import { claimStore } from "./owner";
import { currentActor } from "./session";
import { createSignInLink } from "./sign-in-link";
import { addMember } from "./test-directory";
import { newActor } from "./test-permit";
import { inRequest, startTestSession } from "./test-request";

beforeEach(resetDatabase);
afterEach(() => {
  env.isSandbox = true;
  forget("organization-proof");
});

/** Rows as text, and not their number: what another file's test left under way may still write one of its own. */
async function readRows(): Promise<{ table: string; row: string }[]> {
  const db = await database();
  const read = async (table: string) => {
    const { rows } = await db.execute<{ row: string }>(`select r::text as row from ${table} r`);
    return rows.map(({ row }) => ({ table, row }));
  };
  return (await Promise.all(tableNames.map(read))).flat();
}

async function plant(): Promise<{ token: string }> {
  const db = await database();
  await claimStore();
  await addMember("mallory", "admin");
  const made = { createdBy: "mallory@northwind.example", createdAt: new Date() };
  await db.insert(grants).values({ email: "mallory@evil.example", persona: "admin", ...made });
  await db.insert(savedViews).values({
    ...{ id: crypto.randomUUID(), email: "mallory@evil.example", page: "cost", name: "x", query: "" },
    createdAt: new Date(),
  });
  await db.transaction((tx) => putSettings(tx, "mallory", { session_hours: 168 }));
  await createSignInLink();
  const challenge = { challenge: "x", expiresAt: new Date(Date.now() + 60_000) };
  await db
    .insert(passkeyChallenges)
    .values({ sessionId: crypto.randomUUID(), purpose: "confirm", ...challenge });
  await db.insert(passkeys).values({
    ...{ id: crypto.randomUUID(), credentialId: "x", email: "mallory@northwind.example", rpId: "localhost" },
    ...{ name: "x", publicKey: "x", counter: 0, transports: [], isBackedUp: false, createdAt: new Date() },
  });
  const entry = await openEntry({
    ...{ actor: newActor("admin"), action: "grant.add", targetId: null, request: {} },
  });
  await entry.settle({ outcome: "succeeded" });
  await db.insert(organization).values({ id: "org_sandbox", name: "Sandbox", seenAt: new Date() });
  return startTestSession("mallory@northwind.example");
}

describe("a key for a database that held the sandbox", () => {
  test("a key for a database that held the sandbox drops every row of the trial", async () => {
    await plant();
    const planted = await readRows();
    expect(new Set(planted.map(({ table }) => table)).size).toBeGreaterThan(10);
    env.isSandbox = false;
    await claimStore();
    const left = new Set((await readRows()).map(({ row }) => row));
    expect(planted.filter(({ row }) => left.has(row))).toEqual([]);
    const db = await database();
    expect(await db.select().from(storeOwner)).toMatchObject([
      { kind: "live", organizationId: null, keyFingerprint: null },
    ]);
  });

  test("a cookie and a grant from the trial open nothing", async () => {
    const session = await plant();
    expect(await inRequest({ as: session }, currentActor)).toMatchObject({ persona: "admin" });
    env.isSandbox = false;
    await claimStore();
    expect(await inRequest({ as: session }, currentActor)).toBeNull();
    expect(await getActor("mallory@evil.example")).toBeNull();
  });

  test("a key for a database that held the sandbox leaves the log append-only", async () => {
    await plant();
    env.isSandbox = false;
    await claimStore();
    const db = await database();
    for (const statement of ["truncate audit_log", "alter table audit_log owner to current_user"])
      await db.execute(statement).catch(() => undefined);
    await expect(db.execute("truncate audit_log")).rejects.toThrow();
  });

  test("a key empties a database that held the sandbox even if it is from before owners were recorded", async () => {
    const db = await database();
    await db.insert(organization).values({ id: "org_sandbox", name: "Sandbox", seenAt: new Date() });
    await db.insert(syncState).values({ job: "store:sandbox" });
    await db.insert(grants).values({
      ...{ email: "mallory@evil.example", persona: "admin", createdBy: "x", createdAt: new Date() },
    });
    env.isSandbox = false;
    await claimStore();
    expect(await db.$count(grants)).toBe(0);
  });
});

describe("a database of a real organization without a key", () => {
  test("a database of a real organization without a key is refused in one sentence, and nothing in it changes", async () => {
    env.isSandbox = false;
    await claimStore();
    const db = await database();
    await db.insert(grants).values({
      ...{ email: "ada@side.example", persona: "auditor", createdBy: "x", createdAt: new Date() },
    });
    env.isSandbox = true;
    await expect(claimStore()).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/^the store holds a real organization, but there is no Admin API key\./),
    });
    expect(await db.$count(grants)).toBe(1);
    expect(await db.select().from(storeOwner)).toMatchObject([{ kind: "live" }]);
  });

  test("a database of a real organization without a key is refused even if the database is from before owners were recorded", async () => {
    const db = await database();
    await db.insert(organization).values({ id: "org_real", name: "Real", seenAt: new Date() });
    await expect(claimStore()).rejects.toMatchObject({ code: "conflict" });
  });
});

test("an empty database is claimed by the first to start, and later only by the same kind", async () => {
  await claimStore();
  await claimStore();
  const db = await database();
  expect(await db.select().from(storeOwner)).toMatchObject([{ kind: "sandbox", organizationId: null }]);
});

test("a database from before owners were recorded keeps its organization, its grants and its log", async () => {
  env.isSandbox = false;
  const db = await database();
  await db.insert(organization).values({ id: "org_real", name: "Real", seenAt: new Date() });
  await db.insert(grants).values({
    ...{ email: "ada@side.example", persona: "auditor", createdBy: "x", createdAt: new Date() },
  });
  await claimStore();
  expect(await db.select().from(storeOwner)).toMatchObject([{ kind: "live", organizationId: "org_real" }]);
  expect(await db.$count(grants)).toBe(1);
});
