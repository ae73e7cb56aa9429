import { beforeEach, expect, test } from "vitest";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { findPeople } from "./people";
import { everyone } from "./visibility";

beforeEach(resetDatabase);

test("people are named in any spelling of their address, unless others are called the same", async () => {
  const names = { ada: "Ada Byron", eve: "Sam Lee", sam: "Sam Lee", kim: "" };
  const kept = { role: "user", addedAt: new Date(0), firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };
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
