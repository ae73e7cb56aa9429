import { beforeEach, expect, test } from "vitest";
import { permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { invites, members } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { dayMs } from "@/lib/core/format/calendar";
import { checkAddress, listInvites } from "./list-read-model";
import { loadInviteSearch } from "./search-params";

const now = Date.now();
const at = (days: number) => new Date(now + days * dayMs);
const seen = { firstSeenAt: at(-30), seenAt: at(-30), raw: {} };

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  await db.insert(invites).values([
    {
      id: "i1",
      email: "Ada@x.example",
      role: "user",
      status: "pending",
      invitedAt: at(-1),
      expiresAt: at(19.5),
      ...seen,
    },
    {
      id: "i2",
      email: "bo@x.example",
      role: "billing",
      status: "pending",
      invitedAt: at(-22),
      expiresAt: at(-1),
      ...seen,
    },
    {
      id: "i3",
      email: "cy@x.example",
      role: "user",
      status: "expired",
      invitedAt: at(-40),
      expiresAt: at(-19),
      ...seen,
    },
    {
      id: "i4",
      email: "di@x.example",
      role: "developer",
      status: "accepted",
      invitedAt: at(-9),
      expiresAt: at(12),
      acceptedAt: at(-8),
      ...seen,
    },
    {
      id: "i5",
      email: "ed@x.example",
      role: "user",
      status: "paused",
      invitedAt: at(-3),
      expiresAt: at(18),
      ...seen,
    },
    {
      id: "i6",
      email: "gone@x.example",
      role: "user",
      status: "pending",
      invitedAt: at(-3),
      expiresAt: at(18),
      ...seen,
      goneAt: at(0),
    },
  ]);
});

const list = (query: Record<string, string> = {}) =>
  listInvites(permitFor("auditor", "invites:read"), loadInviteSearch(query));
const listIds = async (query: Record<string, string>) => (await list(query)).rows.map(({ id }) => id);

test("an overdue pending invite is expired, and a new status is shown as received", async () => {
  const { rows, total, states } = await list();
  expect(total).toBe(5);
  expect(rows.map(({ id, state, expiresInDays, reason }) => [id, state, expiresInDays, reason])).toEqual([
    ["i1", "pending", 20, null],
    ["i5", "paused", null, "invite_not_pending"],
    ["i4", "accepted", null, "invite_not_pending"],
    ["i2", "expired", null, "invite_not_pending"],
    ["i3", "expired", null, "invite_not_pending"],
  ]);
  expect(states).toEqual([
    { state: "pending", count: 1 },
    { state: "expired", count: 2 },
    { state: "accepted", count: 1 },
    { state: "paused", count: 1 },
  ]);
});

test("the list filters by the shown status, searches without regard to case, and sorts", async () => {
  expect(await listIds({ status: "expired" })).toEqual(["i2", "i3"]);
  expect(await listIds({ status: "pending,accepted", sort: "email", dir: "asc" })).toEqual(["i1", "i4"]);
  expect(await listIds({ q: "ADA@" })).toEqual(["i1"]);
  expect(await listIds({ q: "Ádà" })).toEqual(["i1"]);
  expect(await listIds({ q: "%" })).toEqual([]);
  expect(await listIds({ sort: "accepted" })).toMatchObject({ 0: "i4" });
  expect((await list({ status: "pending" })).states).toHaveLength(4);
  expect((await list({ q: "ADA@", status: "expired" })).states.map(({ count }) => count)).toEqual([
    1, 0, 0, 0,
  ]);
});

test("the check of an address reports a member or invite with it", async () => {
  const db = await database();
  const member = { id: "u1", email: "Eve@x.example", name: "Eve", role: "user", addedAt: at(-50) };
  await db.insert(members).values({ ...member, ...seen });
  const by = permitFor("admin", "invites:read");
  expect(await checkAddress(by, "eve@X.example")).toMatchObject({ member: { name: "Eve" }, invite: null });
  expect(await checkAddress(by, "ada@x.example")).toMatchObject({
    member: null,
    invite: { id: "i1", role: "user", expiresInDays: 20 },
  });
  for (const free of ["bo@x.example", "gone@x.example", "nobody@x.example"])
    expect(await checkAddress(by, free)).toEqual({ member: null, invite: null });
});

test("only people who may read invites may read the list", () => {
  expect(() => permitFor("lead", "invites:read")).toThrow();
  expect(() => permitFor("finance", "invites:read")).toThrow();
});
