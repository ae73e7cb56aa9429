import { beforeEach, expect, test } from "vitest";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { identities } from "@/lib/core/db/identity-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { findPeople } from "./people";
import { everyone } from "./visibility";

beforeEach(resetDatabase);

const kept = { role: "user", addedAt: new Date(0), firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };

test("people are named in any spelling of their address, unless others are called the same", async () => {
  const names = { ada: "Ada Byron", eve: "Sam Lee", sam: "Sam Lee", kim: "" };
  const rows = Object.entries(names).map(([id, name]) => ({ id, name, email: `${id}@x.example`, ...kept }));
  await (await database()).insert(members).values(rows);
  const toPerson = await findPeople(everyone, [...rows.map(({ email }) => email), "gone@x.example", null]);
  expect(rows.map(({ email }) => toPerson(email.toUpperCase()).name)).toEqual([
    "Ada Byron",
    null,
    null,
    null,
  ]);
  expect(toPerson("ada@x.example").pageId).toBe("ada");
  for (const nobody of ["gone@x.example", null])
    expect(toPerson(nobody)).toEqual({ name: null, pageId: null });
});

test("nobody is named for what the one before them did with their address", async () => {
  const email = "ada@x.example";
  const db = await database();
  await db.insert(members).values({ id: "ada", name: "Ada Byron", email, ...kept });
  const account = { method: "oidc", issuer: "https://id.example", subject: "2", boundAt: new Date(0) };
  const personSince = new Date("2026-01-02T00:00:00.000Z");
  await db.insert(identities).values({ email, ...account, seenAt: new Date(0), personSince });
  const toPerson = await findPeople(everyone, [email]);
  const nobody = { name: null, pageId: null };
  const ada = { name: "Ada Byron", pageId: "ada" };
  expect(toPerson(email, "2026-01-01T23:59:59.999Z")).toEqual(nobody);
  for (const at of ["2026-01-02T00:00:00.000Z", null, undefined]) expect(toPerson(email, at)).toEqual(ada);
});

test("the server itself has the product's name, and no page", async () => {
  const toPerson = await findPeople(everyone, ["castellan"]);
  expect(toPerson("castellan")).toEqual({ name: "Castellan", pageId: null });
});
