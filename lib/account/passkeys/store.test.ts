import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { insertPasskey, notePasskeyUse, type Passkey } from "@/lib/core/auth/passkey-store";
import { endSessionsOf, findSession, type Session } from "@/lib/core/auth/session-store";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { passkeys } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { listOwnPasskeys, listPasskeys } from "./store";

const ada = "ada@northwind.example";
const bob = "bob@northwind.example";

beforeEach(resetDatabase);

function newPasskey(email: string, more: Partial<Passkey> = {}): Passkey {
  const made = { name: "Laptop", rpId: "localhost", publicKey: "AA", counter: 0, transports: ["usb"] };
  const times = { createdAt: new Date(), lastUsedAt: null };
  return {
    id: randomUUID(),
    credentialId: randomUUID(),
    email,
    isBackedUp: false,
    ...made,
    ...times,
    ...more,
  };
}

async function startSession(email: string): Promise<Session> {
  const { token } = await startTestSession(email);
  const found = await findSession(token);
  if (!found) throw new Error("the session didn't start");
  return found.session;
}

async function insert(passkey: Passkey): Promise<void> {
  const { id } = await startSession(passkey.email);
  const db = await database();
  await db.transaction((tx) => insertPasskey(tx, passkey, { sessionId: id, isOnlyFirst: false }));
}

async function use(passkey: Passkey, counter: number): Promise<void> {
  const db = await database();
  await db.transaction((tx) => notePasskeyUse(tx, passkey, counter));
}

test("an auditor sees all passkeys; others see their own", async () => {
  await insert(newPasskey(bob, { rpId: "old.example" }));
  await insert(newPasskey(ada));
  const all = await inRequest({}, () => listPasskeys(permitFor("auditor", "settings:read")));
  expect(all.map(({ email }) => email)).toEqual([ada, bob]);
  const by = permitFor(newActor("member", { email: "Bob@Northwind.example" }), "me:read");
  expect(await inRequest({}, () => listOwnPasskeys(by))).toEqual([
    {
      id: expect.any(String),
      email: bob,
      name: "Laptop",
      host: "old.example",
      isHere: false,
      createdAt: expect.any(String),
      lastUsedAt: null,
    },
  ]);
});

test("ten passkeys are kept when more are added at the same moment", async () => {
  const tries = Array.from({ length: 14 }, () => insert(newPasskey(bob)));
  const refused = (await Promise.allSettled(tries)).filter(({ status }) => status === "rejected");
  expect(refused).toHaveLength(4);
  const db = await database();
  expect(await db.$count(passkeys)).toBe(10);
});

test("of two equal counters at the same moment, one is accepted", async () => {
  const passkey = newPasskey(bob, { counter: 7 });
  await insert(passkey);
  const uses = await Promise.allSettled([use(passkey, 8), use(passkey, 8)]);
  expect(uses.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("a counter goes as far as 32 bits do, and one that stays zero is no counter", async () => {
  const [counting, plain] = [newPasskey(bob), newPasskey(bob)];
  for (const passkey of [counting, plain]) await insert(passkey);
  await use(counting, 4_294_967_295);
  await expect(use(counting, 4_294_967_294)).rejects.toMatchObject({ code: "invalid" });
  for (let turn = 0; turn < 2; turn++) await use(plain, 0);
  await use(plain, 1);
  await expect(use(plain, 0)).rejects.toMatchObject({ code: "invalid" });
});

test("a passkey that was under way when its session ended isn't added", async () => {
  const { id } = await startSession(bob);
  const db = await database();
  await db.transaction((tx) => endSessionsOf(tx, bob));
  const adding = db.transaction((tx) =>
    insertPasskey(tx, newPasskey(bob), { sessionId: id, isOnlyFirst: false }),
  );
  await expect(adding).rejects.toMatchObject({ code: "unauthenticated" });
  expect(await db.$count(passkeys)).toBe(0);
});
