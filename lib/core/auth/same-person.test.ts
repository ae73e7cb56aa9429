import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { markMirrored } from "@/lib/core/db/first-sync";
import { resetDatabase } from "@/lib/core/db/test-database";
import { findAbsentActor } from "./absent-actor";
import { toKeptSession } from "./kept-session";
import { currentActor } from "./session";
import { addMember } from "./test-directory";
import { inRequest, startTestSession } from "./test-request";

const email = "ada@northwind.example";

beforeEach(async () => {
  await resetDatabase();
  await markMirrored("member");
});

const look = (as: { token: string }) => inRequest({ as }, currentActor);

/** As one sync sees it: somebody new has the address of somebody who is gone. */
async function replace(role: string): Promise<void> {
  const db = await database();
  await db.update(members).set({ goneAt: new Date() }).where(eq(members.id, "ada"));
  await addMember("eve", role, { email });
}

async function comeBack(): Promise<void> {
  const db = await database();
  const firstSeenAt = new Date(Date.now() + 1_000);
  await db.update(members).set({ firstSeenAt, goneAt: null }).where(eq(members.id, "ada"));
}

async function grant(persona: string): Promise<void> {
  const db = await database();
  const [createdAt, expiresAt] = [new Date(Date.now() - 1_000), new Date(Date.now() + 86_400_000)];
  await db.insert(grants).values({ email, persona, createdBy: "setup", createdAt, expiresAt });
}

describe.each([
  ["has been replaced by someone with the address", () => replace("admin")],
  ["has left and come back", comeBack],
])("a member who %s between two syncs", (_, change) => {
  beforeEach(() => addMember("ada", "admin"));

  test("has no session any more, and neither has the other", async () => {
    const [as, other] = [await startTestSession(email), await startTestSession(email)];
    expect(await look(as)).toMatchObject({ id: "ada" });
    await change();
    expect(await look(as)).toBeNull();
    await comeBack();
    expect(await look(other)).toBeNull();
  });

  test("has no work that goes on", async () => {
    const as = await startTestSession(email);
    const actor = await look(as);
    const kept = toKeptSession(actor?.session ?? null);
    expect(kept.memberId).toBe("ada");
    const now = new Date();
    expect((await findAbsentActor(email, kept, now)).actor).toMatchObject({ id: "ada" });
    await change();
    expect(await findAbsentActor(email, kept, now)).toEqual({ actor: null, refusal: null });
  });
});

test("whoever gets the address of someone who left between two syncs doesn't get their grant", async () => {
  await addMember("ada", "user");
  await grant("admin");
  expect(await look(await startTestSession(email))).toMatchObject({ persona: "admin" });
  await replace("user");
  expect(await look(await startTestSession(email))).toMatchObject({ id: "eve", persona: "member" });
});

test("someone with a grant stays who they are when they become a member", async () => {
  await grant("finance");
  const as = await startTestSession(email);
  expect(await look(as)).toMatchObject({ memberId: null, persona: "finance" });
  await addMember("ada", "user");
  expect(await look(as)).toMatchObject({ id: "ada", persona: "finance" });
});

test("a session from before it was kept whose it is ends with its member, too", async () => {
  await grant("finance");
  const as = await startTestSession(email);
  await addMember("ada", "user");
  await grantAgain();
  await replace("admin");
  expect(await look(as)).toBeNull();
});

async function grantAgain(): Promise<void> {
  const db = await database();
  await db.update(grants).set({ renewedAt: new Date(Date.now() + 60_000) });
}
