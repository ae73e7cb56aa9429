import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { readAudit, readAuditLog } from "@/lib/core/audit/test-log";
import { getActor } from "@/lib/core/auth/actor";
import { currentActor } from "@/lib/core/auth/session";
import { addMember } from "@/lib/core/auth/test-directory";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { toDay } from "@/lib/core/format/calendar";
import { forget } from "@/lib/core/process/process-singleton";
import { keepGrants } from "./keep-store";
import { findGrant, listAccess, renewGrant } from "./store";

const ada = "ada@northwind.example";
const hourMs = 3_600_000;

beforeEach(async () => {
  await resetDatabase();
  forget("grant-uses");
});

async function give(email: string, persona = "auditor", more: Partial<typeof grants.$inferInsert> = {}) {
  const db = await database();
  const expiresAt = new Date(Date.now() + 90 * 24 * hourMs);
  const given = { email, persona, expiresAt, createdBy: "setup", createdAt: new Date(Date.now() - 1000) };
  await db.insert(grants).values({ ...given, ...more });
}

async function change(changes: Partial<typeof members.$inferInsert>) {
  const db = await database();
  await db
    .update(members)
    .set(changes)
    .where(eq(sql`lower(${members.email})`, ada));
}

const keep = () => keepGrants(new Date());
const readLoss = async () => (await findGrant(ada))?.suspendedFor;

describe("a member's grant", () => {
  test.each([
    ["they leave", "user", { goneAt: new Date() }, "left"],
    ["they stop being an admin", "admin", { role: "user" }, "demoted"],
    ["an admin becomes finance", "primary_owner", { role: "billing" }, "demoted"],
    ["they leave finance", "billing", { role: "developer" }, "demoted"],
  ])(
    "a member's grant is worth nothing at once, and then suspended on record, when %s",
    async (_, role, changes, loss) => {
      await addMember("ada", role);
      await give(ada, "admin");
      await keep();
      expect(await getActor(ada)).toMatchObject({ persona: "admin" });
      await change(changes);
      expect((await getActor(ada))?.persona).not.toBe("admin");
      await keep();
      await keep();
      const suspended = {
        action: "grant.suspend",
        actorEmail: "castellan",
        actorPersona: "system",
        targetId: ada,
      };
      expect(await readAudit()).toMatchObject({
        ...suspended,
        outcome: "succeeded",
        after: { suspendedFor: loss },
      });
      expect(await readAuditLog()).toHaveLength(1);
      const { grants: shown } = await listAccess(permitFor("auditor", "settings:read"));
      expect(shown).toMatchObject([{ email: ada, suspendedFor: loss }]);
    },
  );

  test("a member's grant stays suspended when they come back, until it is renewed", async () => {
    await addMember("ada", "user");
    await give(ada);
    await keep();
    await change({ goneAt: new Date() });
    await keep();
    await change({ goneAt: null });
    expect(await getActor(ada)).toMatchObject({ persona: "member" });
    const db = await database();
    await db.transaction((tx) => renewGrant(tx, { email: ada, expiresOn: toDay(Date.now()) }));
    expect(await getActor(ada)).toMatchObject({ persona: "auditor" });
    await change({ goneAt: new Date() });
    expect(await readLoss()).toBe("left");
  });

  test("a member's grant is suspended when one sync sees that they left and that somebody else has their address", async () => {
    await addMember("ada", "user");
    await give(ada, "admin", { createdAt: new Date(0) });
    await change({ goneAt: new Date() });
    await addMember("eve", "user", { email: ada });
    expect(await getActor(ada)).toMatchObject({ id: "eve", persona: "member" });
    await keep();
    expect(await readLoss()).toBe("left");
  });

  test("a member's grant is suspended even if they left before the first look", async () => {
    await addMember("ada", "user");
    await give(ada, "auditor", { createdAt: new Date(0) });
    await change({ goneAt: new Date() });
    expect(await getActor(ada)).toBeNull();
    await keep();
    expect(await readLoss()).toBe("left");
  });

  test.each([
    ["they are promoted", "user", { role: "admin" }],
    ["another role of the same rank", "developer", { role: "claude_code_user" }],
  ])("a member's grant stays when %s", async (_, role, changes) => {
    await addMember("ada", role);
    await give(ada);
    await keep();
    await change(changes);
    await keep();
    expect(await readLoss()).toBeNull();
  });
});

test("a grant for someone who was never a member, or had left before, stays", async () => {
  await give("auditor@outside.example");
  await addMember("ada", "user", { goneAt: new Date(Date.now() - 24 * hourMs) });
  await give(ada);
  await keep();
  expect(await getActor("auditor@outside.example")).toMatchObject({ persona: "auditor" });
  expect(await getActor(ada)).toMatchObject({ persona: "auditor" });
});

test("a grant of an earlier version ends a year from the upgrade", async () => {
  await give(ada, "auditor", { expiresAt: null });
  expect(await getActor(ada)).not.toBeNull();
  await keep();
  const at = new Date(Date.now() + 365 * 24 * hourMs);
  expect((await findGrant(ada))?.expiresOn).toBe(toDay(at));
});

describe("the last use of a grant", () => {
  const readUse = async () => {
    const db = await database();
    const [row] = await db.select({ at: grants.lastUsedAt }).from(grants).where(eq(grants.email, ada));
    return row?.at ?? null;
  };
  const open = async () => inRequest({ as: await startTestSession(ada) }, currentActor);

  test("the last use of a grant is noted at most once an hour, when it decides who someone is", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      await give(ada, "auditor", { createdAt: new Date() });
      await open();
      const first = await readUse();
      expect(first).toEqual(new Date());
      vi.advanceTimersByTime(hourMs - 1);
      await open();
      expect(await readUse()).toEqual(first);
      vi.advanceTimersByTime(1);
      await open();
      expect(await readUse()).toEqual(new Date());
    } finally {
      vi.useRealTimers();
    }
  });

  test("the last use of a grant isn't noted while the directory gives the same", async () => {
    await addMember("ada", "admin");
    await give(ada, "admin");
    await open();
    expect(await readUse()).toBeNull();
  });
});
