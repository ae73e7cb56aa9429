import { beforeEach, expect, test } from "vitest";
import { resetDatabase } from "@/lib/core/db/test-database";
import { can, permissions } from "./permissions";
import { permit, permitActor, permitPage } from "./permit";
import { addMember } from "./test-directory";
import { newActor } from "./test-permit";
import { inRequest, startTestSession } from "./test-request";
import { personas } from "./vocabulary";

beforeEach(resetDatabase);

const reads = [
  "me",
  "members",
  "invites",
  "workspaces",
  "keys",
  "cost",
  "usage",
  "claude-code",
  "activity",
  "bulk",
  "findings",
  "reviews",
  "sync",
];
const held: Record<(typeof personas)[number], string[]> = {
  admin: [...permissions],
  auditor: [
    ...[...reads, "limits", "log", "schedules", "settings", "statements", "views"].map(
      (noun) => `${noun}:read`,
    ),
    "me:write",
    "passkeys:write",
    "tokens:write",
  ],
  finance: [
    ...["me", "sync", "cost", "usage", "claude-code", "limits", "schedules", "statements", "views"].map(
      (noun) => `${noun}:read`,
    ),
    "me:write",
    "passkeys:write",
    "tokens:write",
    "views:write",
    "budgets:write",
    "unusual-days:write",
    "savings:write",
    "schedules:write",
    "statements:write",
  ],
  lead: [
    ...[
      "me",
      "sync",
      "cost",
      "usage",
      "claude-code",
      "members",
      "workspaces",
      "keys",
      "activity",
      "bulk",
      "findings",
      "reviews",
      "schedules",
      "views",
    ].map((noun) => `${noun}:read`),
    "me:write",
    "passkeys:write",
    "tokens:write",
    "memberships:write",
    "keys:write",
    "bulk:write",
    "findings:write",
    "reviews:write",
    "unusual-days:write",
    "savings:write",
    "schedules:write",
    "views:write",
  ],
  member: ["me:read", "me:write", "passkeys:write", "tokens:write", "sync:read"],
};

test.each(personas)("%s passes the permission check with exactly the permissions of the table", (persona) => {
  const actor = newActor(persona);
  const passed = permissions.filter((permission) => {
    try {
      return permitActor(actor, permission).actor === actor;
    } catch (error) {
      expect(error).toMatchObject({ code: "forbidden" });
      return false;
    }
  });
  expect(passed.toSorted()).toEqual(held[persona].toSorted());
});

test("read-only mode refuses every write to people who have the permission, and forbids it to others", () => {
  const admin = newActor("admin", { isReadOnly: true });
  for (const permission of ["members:write", "sync:run"] as const)
    expect(() => permitActor(admin, permission)).toThrow(expect.objectContaining({ code: "read_only" }));
  expect(permitActor(admin, "members:read").actor).toBe(admin);
  expect(can(admin, "members:write")).toBe(false);
  const member = newActor("member", { isReadOnly: true });
  expect(() => permitActor(member, "members:write")).toThrow(expect.objectContaining({ code: "forbidden" }));
});

test("the permission check reads the session of the request", async () => {
  await addMember("ada", "admin");
  await expect(inRequest({}, () => permit("members:read"))).rejects.toMatchObject({
    code: "unauthenticated",
  });
  const by = await inRequest({ as: "ada@northwind.example" }, () => permit("members:write"));
  expect(by.actor).toMatchObject({ id: "ada", persona: "admin" });
});

test("a stranger with a valid cookie is nobody", async () => {
  const request = { as: "gone@northwind.example" };
  await expect(inRequest(request, () => permit("me:read"))).rejects.toMatchObject({
    code: "unauthenticated",
  });
});

test("the session of a link is invalid where links aren't offered, as in the sandbox", async () => {
  const request = { as: await startTestSession(null) };
  await expect(inRequest(request, () => permit("me:read"))).rejects.toMatchObject({
    code: "unauthenticated",
  });
});

test("a page sends strangers to sign-in and back", async () => {
  const request = { headers: { "x-castellan-address": "/members?role=admin" } };
  const sent = inRequest(request, () => permitPage("members:read"));
  await expect(sent).rejects.toMatchObject({
    digest: expect.stringContaining("/sign-in?callbackUrl=%2Fmembers%3Frole%3Dadmin"),
  });
});

test("a page is closed to those who may not see it", async () => {
  await addMember("ada", "user");
  const seen = inRequest({ as: "ada@northwind.example" }, () => permitPage("members:read"));
  await expect(seen).rejects.toMatchObject({ digest: expect.stringContaining("403") });
});
